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
    Macro(
        "FIT",
        ("rows", "columns"),
        "SUM((rows>1)*(rows<MAX(rows)), (columns>1)*(columns<MAX(columns)))=0",
        "Whether ranges of these numbers of rows and columns combine; Excel would give #N/A in the surplus cells.",
    ),
    Macro(
        "IS_LIST",
        ("x", "count"),
        "AND(MIN(ROWS(x), COLUMNS(x))=1, ROWS(x)*COLUMNS(x)=count)",
        "Whether x is one row or one column of that many cells.",
    ),
)

_TEXTS = (
    Macro(
        "ENTRY",
        ("name", "table", "start", "width"),
        """
        LET(key, "|"&UPPER(TRIM(name))&":", MID(table, FIND(key, table)+LEN(key)+start, width)*1)
        """,
        "A number out of a text of |NAME:numbers|NAME:numbers|, each number in its place; #VALUE! for no such name.",
    ),
)

_PHYSICS = (
    Macro("FARADAY", (), f"{FARADAY:.15g}", "F in C/mol, exact product of e and N_A to 15 digits (CODATA 2018)."),
    Macro("RT", ("kelvin",), f"{GAS_CONSTANT / 1000:.15g}*kelvin", "RT in kJ/mol; also the kPa of 1 mM."),
    Macro("RT_F", ("kelvin",), f"{1000 * GAS_CONSTANT / FARADAY:.15g}*kelvin", "RT/F in mV."),
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
          flux, FLUX(x),
          growth, IF(x<0.0001, 0.5-x/12, (1-flux*EXP(-x))/x),
          push, strong*flux*EXP(-x),
          pull, weak*flux,
          pushed, MMULT(push, ones),
          pulled, MMULT(pull, ones),
          slope, MMULT(push*size*(1-growth), ones)/pushed + MMULT(pull*size*growth, ones)/pulled,
          next, v + (LN(pushed)-LN(pulled))/slope,
          least, far/MAX(size),
          IF(next>far, far, IF(next<least, least, next)))
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
              strong, IF(far>0, inward, outward),
              weak, IF(far>0, outward, inward),
              SIGN(far)*IF(MAX(size)=2,
                LET(
                  all, MMULT(strong*size, ones),
                  half, MMULT((strong-weak)*(2-size), ones)/all/2,
                  rest, MMULT(weak*size, ones)/all,
                  root, SQRT(half^2+rest),
                  -LN(IF(half>0, rest/(half+root), root-half))),
                REPEAT(8, v, 0, GHK_STEP(v, ABS(far), strong, weak, size, ones))))))
        """,
        (
            "GHK potential of each row as FV/RT, its direction times its size v. far is the answer if all ions were "
            "monovalent; ions of valence z respond up to z times as much, so v lies between far/z and far. Up to "
            "divalent ions exp(-v) solves a quadratic equation; else Newton's steps are exact after 7 (|z| up to 4) or "
            "8 (up to 8): the slope is between 1 and z everywhere."
        ),
        is_named=True,
    ),
    Macro(
        "DONNAN_STEP",
        ("u", "far", "valence", "outside", "fixed"),
        """
        LET(
          charge, valence*outside*EXP(-valence*u),
          negative, MAX(-fixed, 0) - SUM((valence<0)*charge),
          positive, MAX(fixed, 0) + SUM((valence>0)*charge),
          slope, SUM((valence<0)*valence*charge)/negative + SUM((valence>0)*valence*charge)/positive,
          MEDIAN(far, far/MAX(ABS(valence)), u - (LN(negative)-LN(positive))/slope))
        """,
        "Newton's step for ln(negative/positive charge) = 0, kept where the root can be.",
    ),
    Macro(
        "DONNAN_U",
        ("outside", "valence", "impermeant", "z_impermeant"),
        """
        LET(
          fixed, SUM(impermeant*z_impermeant),
          cations, SUM((valence>0)*valence*outside),
          anions, -SUM((valence<0)*valence*outside),
          root, SQRT(fixed^2 + 4*cations*anions),
          far, -LN(IF(fixed>0, 2*anions/(fixed+root), (root-fixed)/(2*cations))),
          start, far*(cations+anions)/SUM(valence^2*outside),
          IF(IFERROR(ABS(cations-anions)/(cations+anions), 1)>0.001,
            #NUM!,
            IF(MAX(ABS(valence))=1, far, REPEAT(8, u, start, DONNAN_STEP(u, far, valence, outside, fixed)))))
        """,
        (
            "Donnan potential as FV/RT. far is the answer if all ions were monovalent; ions of valence z respond up to "
            "z times as much, so the root lies between far/z and far. To 0.1 % electroneutral outside, else #NUM!."
        ),
    ),
)

_WATER = (
    Macro(
        "WATER_DENSITY",
        ("kelvin",),
        """
        LET(t, kelvin-273.15,
          (999.83952 + t*(16.945176 + t*(-7.9870401E-3 + t*(-46.170461E-6 + t*(105.56302E-9 - t*280.54253E-12)))))
            / (1 + 16.87985E-3*t))
        """,
        "Density of water at 1 atm in kg/m³: Kell 1975, J. Chem. Eng. Data 20:97, eq. 16.",
    ),
    Macro(
        "WATER_PERMITTIVITY",
        ("kelvin", "density"),
        """
        LET(
          delta, density/322,
          tau, 647.096/kelvin,
          g, 1 + 0.978224486826*delta*tau^0.25
            - 0.957771379375*delta*tau
            + 0.237511794148*delta*tau^2.5
            + 0.714692244396*delta^2*tau^1.5
            - 0.298217036956*delta^3*tau^1.5
            - 0.108863472196*delta^3*tau^2.5
            + 0.949327488264E-1*delta^4*tau^2
            - 0.980469816509E-2*delta^5*tau^2
            + 0.16516763497E-4*delta^6*tau^5
            + 0.937359795772E-4*delta^7*tau^0.5
            - 0.123179218720E-9*delta^10*tau^10
            + 0.196096504426E-2*delta*(kelvin/228-1)^-1.2,
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
