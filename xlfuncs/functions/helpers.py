"""What the formulas of the list share: short-hands, written out wherever they are used, and tables.

How formulas are written: an argument's name is its good value, as the worksheet's unit has it (a temperature is in K, a
symbol its valence); of arguments that belong together a list is a row, a table has one row per condition. What is wrong
with a cell is no concern of a formula. SUM(…) around a single cell makes it a number where Excel would take an array of
one cell. IronCalc answers only once if ISERROR, ISNUMBER, MATCH or XLOOKUP are given a range.
"""

from __future__ import annotations

from xlfuncs.compute.constants import FARADAY, GAS_CONSTANT
from xlfuncs.functions.entries import Macro

_SHAPES = (
    Macro("HEIGHT", ("x",), "IFERROR(ROWS(x), 1)", "The number of rows, 1 for a single error: its ROWS is itself."),
    Macro("SIZE", ("x",), "IFERROR(ROWS(x)*COLUMNS(x), 1)", "The number of cells, 1 for a single error."),
    Macro("WIDTH", ("x",), "IFERROR(COLUMNS(x), 1)", "The number of columns, 1 for a single error."),
    Macro(
        "FIT",
        ("heights", "widths"),
        "SUM((heights>1)*(heights<MAX(heights)), (widths>1)*(widths<MAX(widths)))=0",
        "Whether ranges of these numbers of rows and columns combine; Excel would give #N/A in the surplus cells.",
    ),
    Macro(
        "IS_LIST",
        ("x", "many"),
        "IFERROR(AND(MIN(ROWS(x), COLUMNS(x))=1, ROWS(x)*COLUMNS(x)=many), many=1)",
        "Whether x is one row or one column of that many cells; a single error is one cell.",
    ),
    Macro(
        "TABLE_ROWS",
        ("x", "many"),
        "IFERROR(IF(COLUMNS(x)=many, ROWS(x), (COLUMNS(x)=1)*(ROWS(x)=many)), 1*(many=1))",
        "How many rows a table of that many columns has: 1 if it is such a list, 0 if it is neither.",
    ),
    Macro(
        "COUNTS",
        ("x",),
        "COUNT(x)=ROWS(x)*COLUMNS(x)",
        "Whether each cell of a range is a number, for long columns quicker than a comparison of each.",
        is_named=True,
    ),
)

_TEXTS = (
    Macro(
        "ENTRY",
        ("symbol", "entries", "start", "width"),
        """
        LET(
          table, entries,
          name, SUBSTITUTE(symbol, "|", "?"),
          key, "|"&UPPER(name)&":",
          direct, FIND(key, table) + LEN(key),
          place, IF(ISERROR(SUM(direct)),
            IFERROR(direct, LET(spelled, "|"&XLF.SYMBOL(name)&":", FIND(spelled, table) + LEN(spelled))),
            direct),
          MID(table, place+start, width)*1)
        """,
        (
            "A number out of a text of |NAME:numbers|NAME:numbers|, each in its place; #VALUE! for no such name. What "
            "people write otherwise is spelled as in the table only where the direct look-up fails."
        ),
    ),
)

_PHYSICS = (
    Macro("FARADAY", (), f"{FARADAY:.15g}", "F in C/mol, exact product of e and N_A to 15 digits (CODATA 2018)."),
    Macro("RT", ("kelvin",), f"{GAS_CONSTANT / 1000:.15g}*kelvin", "RT in kJ/mol; also the kPa of 1 mM."),
    Macro("RT_F", ("kelvin",), f"{1000 * GAS_CONSTANT / FARADAY:.15g}*kelvin", "RT/F in mV."),
    Macro(
        "LOG_RATIO",
        ("above", "below"),
        "(LN(above)-LN(below))",
        "ln(above/below) for every pair of positive numbers.",
        quick="LN(above/below)",
    ),
    Macro(
        "FLUX",
        ("x",),
        "IF(x<0.05, 1 + x/2 + x^2/12 - x^4/720 + x^6/30240, x/(1-EXP(-x)))",
        "x/(1 - exp(-x)) for x >= 0.",
    ),
    Macro(
        "GHK_STEP",
        ("v", "far", "strong", "weak", "size", "ones"),
        """
        LET(
          x, v*size,
          decay, EXP(-x),
          flux, IF(MIN(x)<0.05, FLUX(x), x/(1-decay)),
          back, flux*decay,
          gain, IF(x<0.0001, 0.5-x/12, (1-back)/x),
          push, strong*back,
          pull, weak*flux,
          pushed, MMULT(push, ones),
          pulled, MMULT(pull, ones),
          steepness, MMULT(push*size*(1-gain), ones)/pushed + MMULT(pull*size*gain, ones)/pulled,
          newton, v + (LN(pushed)-LN(pulled))/steepness,
          near, far/MAX(size),
          IF(newton>far, far, IF(newton<near, near, newton)))
        """,
        "Newton's step for ln(push/pull) = 0, kept where the root can be.",
    ),
    Macro(
        "GHK_U",
        ("weight", "outside", "inside", "valence"),
        """
        LET(
          size, ABS(valence),
          ones, TRANSPOSE(SIGN(size)),
          inward, weight*size*IF(valence>0, outside, inside),
          outward, weight*size*IF(valence>0, inside, outside),
          far, LN(MMULT(inward, ones)) - LN(MMULT(outward, ones)),
          IF(MAX(size)=1,
            far,
            LET(
              strong, IFERROR(IF(far>0, inward, outward), 1),
              weak, IFERROR(IF(far>0, outward, inward), 1),
              distance, IFERROR(ABS(far), 0),
              SIGN(far)*IF(MAX(size)=2,
                LET(
                  leading, MMULT(strong*size, ones),
                  half, MMULT((strong-weak)*(2-size), ones)/leading/2,
                  rest, MMULT(weak*size, ones)/leading,
                  root, SQRT(half^2+rest),
                  -LN(IF(half>0, rest/(half+root), root-half))),
                ROOT(8, v, 0, GHK_STEP(v, distance, strong, weak, size, ones))))))
        """,
        (
            "GHK potential of each row as FV/RT, its direction times its size v. far is the answer if all ions were "
            "monovalent; ions of valence z respond up to z times as much, so v lies between far/z and far. Up to "
            "divalent ions exp(-v) solves a quadratic equation; else 8 of Newton's steps are exact (|z| up to 20, 2e6 "
            "random cases). As the slope is between 1 and z everywhere, a last step of no size proves the root. A row "
            "without a potential has any numbers until its error, far, is back: Excel's MMULT may spoil all for one."
        ),
        is_named=True,
    ),
    Macro(
        "DONNAN_STEP",
        ("u", "far", "near", "valence", "cations", "anions", "plus", "minus"),
        """
        LET(
          factor, EXP(-valence*u),
          positive, cations*factor,
          negative, anions*factor,
          gained, plus + SUM(positive),
          lost, minus + SUM(negative),
          steepness, SUM(valence*positive)/gained - SUM(valence*negative)/lost,
          MEDIAN(far, near, u + (LN(gained)-LN(lost))/steepness))
        """,
        "Newton's step for ln(positive/negative charge) = 0, kept where the root can be.",
    ),
    Macro(
        "DONNAN_U",
        ("outside", "valence", "impermeant", "z_impermeant"),
        """
        LET(
          bound, SUM(impermeant*z_impermeant),
          cations, (valence>0)*valence*outside,
          anions, -(valence<0)*valence*outside,
          positive, SUM(cations),
          negative, SUM(anions),
          half, bound/2,
          root, SQRT(half^2 + positive*negative),
          far, IF(half>0, LOG_RATIO(half+root, negative), LOG_RATIO(positive, root-half)),
          IF(IFERROR(ABS(positive-negative)/(positive+negative), 1)>0.001,
            #NUM!,
            IF(MAX(ABS(valence))=1,
              far,
              LET(
                near, far/MAX(ABS(valence)),
                plus, MAX(bound, 0),
                minus, MAX(-bound, 0),
                start, far*(positive+negative)/SUM(valence^2*outside),
                ROOT(8, u, start, DONNAN_STEP(u, far, near, valence, cations, anions, plus, minus))))))
        """,
        (
            "Donnan potential as FV/RT. far is the answer if all ions were monovalent; ions of valence z respond up to "
            "z times as much, so the root lies between near and far. To 0.1 % electroneutral outside, else #NUM!."
        ),
    ),
)

_WATER = (
    Macro(
        "WATER_DENSITY",
        ("kelvin",),
        """
        LET(celsius, kelvin-273.15,
          (999.83952 + celsius*(16.945176 + celsius*(-7.9870401E-3 + celsius*(-46.170461E-6
            + celsius*(105.56302E-9 - celsius*280.54253E-12)))))
            / (1 + 16.87985E-3*celsius))
        """,
        "Density of water at 1 atm in kg/m³: Kell 1975, J. Chem. Eng. Data 20:97, eq. 16.",
    ),
    Macro(
        "WATER_PERMITTIVITY",
        ("kelvin", "density"),
        """
        LET(
          packing, density/322,
          tau, 647.096/kelvin,
          g, 1 + 0.978224486826*packing*tau^0.25
            - 0.957771379375*packing*tau
            + 0.237511794148*packing*tau^2.5
            + 0.714692244396*packing^2*tau^1.5
            - 0.298217036956*packing^3*tau^1.5
            - 0.108863472196*packing^3*tau^2.5
            + 0.949327488264E-1*packing^4*tau^2
            - 0.980469816509E-2*packing^5*tau^2
            + 0.16516763497E-4*packing^6*tau^5
            + 0.937359795772E-4*packing^7*tau^0.5
            - 0.123179218720E-9*packing^10*tau^10
            + 0.196096504426E-2*packing*(kelvin/228-1)^-1.2,
          vacuum, 1/(4E-7*PI()*299792458^2),
          number, density*6.0221367E23/0.018015268,
          a, number*6.138E-30^2*g/(vacuum*1.380658E-23*kelvin),
          b, number*1.636E-40/(3*vacuum),
          (1 + a + 5*b + SQRT(9 + 2*a + 18*b + a^2 + 10*a*b + 9*b^2)) / (4 - 4*b))
        """,
        "Relative permittivity of water: IAPWS R8-97, tables 1 and 2 (with the constants of the fit, not today's).",
    ),
    Macro(
        "DEBYE_A",
        ("kelvin",),
        """
        LET(
          density, WATER_DENSITY(kelvin),
          energy, 8.8541878188E-12*WATER_PERMITTIVITY(kelvin, density)*1.380649E-23*kelvin,
          1.602176634E-19^3*SQRT(2*6.02214076E23*density/energy)/(8*PI()*LN(10)*energy))
        """,
        "A of the Debye-Hückel law, decadic, molal: Robinson & Stokes, Electrolyte Solutions, 2nd ed., 1959, ch. 9.",
        is_named=True,
    ),
    Macro(
        "DEBYE_B",
        ("kelvin",),
        """
        LET(
          density, WATER_DENSITY(kelvin),
          energy, 8.8541878188E-12*WATER_PERMITTIVITY(kelvin, density)*1.380649E-23*kelvin,
          1.602176634E-28*SQRT(2*6.02214076E23*density/energy))
        """,
        "B of the Debye-Hückel law per nm, molal: Robinson & Stokes, Electrolyte Solutions, 2nd ed., 1959, ch. 9.",
        is_named=True,
    ),
)

MACROS: tuple[Macro, ...] = (*_SHAPES, *_TEXTS, *_PHYSICS, *_WATER)
