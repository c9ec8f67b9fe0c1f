"""Named LAMBDAs that the worksheet functions' LAMBDA texts share: checks and constants.

How the texts are written:

- A check gives the argument back as numbers, with an error in place of each bad cell. Number < text < FALSE < TRUE and
  blank = "", so comparisons tell the types apart for a whole range at once: x<"" is true of numbers only.
- Comparisons with 0 go by SIGN where a number may be tiny: IronCalc takes 1E-17>0 for false.
- SUM(…) around a single cell makes it a number where Excel would take an array of one cell: SEQUENCE({3}) is {1}.
- The left operand's error wins. So arguments appear in their order, or a sum of zeros in that order stands in front.
- A range of good numbers is looked at with aggregates (COUNT, MIN) only: that keeps a long column as quick as a bare
  formula. The careful way, cell by cell, is taken when they find a fault.
- Checks are few and flat: IronCalc 0.9 keeps some 1.5 kB for every LAMBDA that it has evaluated, until it is done.
"""

from __future__ import annotations

from xlfuncs.functions.entries import Helper

CHECKS = (
    Helper(
        "XLF.NUMBERS_ONLY",
        ("x",),
        # A single TRUE or "5" would be counted as a number: a single cell takes the careful way, which costs nothing.
        "AND(ROWS(x)*COLUMNS(x)>1, COUNT(x)=ROWS(x)*COLUMNS(x))",
        "Whether a range of several cells holds numbers and nothing else.",
    ),
    Helper(
        "XLF.NUMBER",
        ("x",),
        'IF(XLF.NUMBERS_ONLY(x), x, IF(x<"", x, IF(x="", #N/A, #VALUE!)))',
        "Numbers.",
    ),
    Helper(
        "XLF.POSITIVE",
        ("x",),
        """
        LET(number, XLF.NUMBER(x),
          IF(IFERROR(SIGN(MIN(number)), 0)>0, number, IF(SIGN(number)>0, number, #NUM!)))
        """,
        "Numbers above 0.",
    ),
    Helper(
        "XLF.NOT_NEGATIVE",
        ("x",),
        """
        LET(number, XLF.NUMBER(x),
          IF(IFERROR(SIGN(MIN(number)), -1)>=0, number, IF(SIGN(number)>=0, number, #NUM!)))
        """,
        "Numbers from 0 up.",
    ),
    Helper(
        "XLF.KELVIN",
        ("temperature",),
        """
        LET(given, XLF.NUMBER(temperature),
          IF(given>=-20,
            IF(given<=120, given+273.15, IF(given>=253.15, IF(given<=393.15, given, #NUM!), #NUM!)),
            #NUM!))
        """,
        "Temperature in K, from °C (-20 to 120) or K (253.15 to 393.15).",
    ),
    Helper(
        "XLF.LIQUID",
        ("temperature",),
        "LET(kelvin, XLF.KELVIN(temperature), IF((kelvin>=273.15)*(kelvin<=373.15), kelvin, #NUM!))",
        "Temperature in K at which water is liquid.",
    ),
    Helper(
        "XLF.TEXT",
        ("x",),
        'IF(x<"", #VALUE!, IF(x="", #N/A, IF(x>=FALSE, #VALUE!, x)))',
        "Texts.",
    ),
    Helper(
        "XLF.ION",
        ("symbol", "column", "unknown"),
        """
        LET(
          names, CHOOSECOLS(XLF.IONS(), 1),
          values, CHOOSECOLS(XLF.IONS(), column),
          texts, XLF.TEXT(symbol),
          IF(SUM(IFERROR(1+0*(texts=""), 0))=0,
            texts,
            MAP(texts, LAMBDA(text,
              IF(text="",
                text,
                LET(found, names=TRIM(text), IF(OR(found), SUM(IF(found, values, 0)), unknown)))))))
        """,
        (
            "Each ion's entry in a column of the table XLF.IONS: 2 valence, 3 size in pm, 4 mass in g/mol. A range "
            "without texts is not looked up at all, and errors pass by the look-up, so that whole columns are quick."
        ),
    ),
    Helper(
        "XLF.VALENCE",
        ("z",),
        """
        LET(valence, IF(XLF.NUMBERS_ONLY(z), z, IF(z<"", z, XLF.ION(z, 2, #VALUE!))),
          IF(IFERROR(SUM(ABS(valence-INT(valence))), 1)=0, valence, IF(valence=INT(valence), valence, #NUM!)))
        """,
        "Valences, from whole numbers or symbols of ions.",
    ),
    Helper(
        "XLF.CHARGE",
        ("z",),
        "LET(valence, XLF.VALENCE(z), IF(valence=0, #NUM!, valence))",
        "Valences other than 0.",
    ),
)

SHAPES = (
    Helper(
        "XLF.FIT",
        ("rows", "columns"),
        "SUM((rows>1)*(rows<MAX(rows)), (columns>1)*(columns<MAX(columns)))=0",
        "Whether ranges of these numbers of rows and columns combine; Excel would give #N/A in the surplus cells.",
    ),
    Helper(
        "XLF.IS_LIST",
        ("x", "count"),
        "AND(MIN(ROWS(x), COLUMNS(x))=1, ROWS(x)*COLUMNS(x)=count)",
        "Whether x is one row or one column of that many cells.",
    ),
    Helper(
        "XLF.CONDITIONS",
        ("x", "ions"),
        "IF(COLUMNS(x)=ions, ROWS(x), IF(XLF.IS_LIST(x, ions), 1, 0))",
        "The number of rows of a table with one ion per column; 1 for a list of ions, 0 for anything else.",
    ),
    Helper(
        "XLF.TABLE",
        ("x", "ions"),
        "IF(COLUMNS(x)=ions, x, TOROW(x))",
        "A table with one ion per column.",
    ),
    Helper(
        "XLF.ROW_SUMS",
        ("table", "weights"),
        """
        REDUCE(0, SEQUENCE(COLUMNS(table)), LAMBDA(total, ion,
          total + CHOOSECOLS(table, ion)*CHOOSECOLS(weights, ion)))
        """,
        "The weighted sum of each row of a table; a row with errors gives its first.",
    ),
    Helper(
        "XLF.FAULTS",
        ("table",),
        "IF(ISERROR(SUM(table)), XLF.ROW_SUMS(table, SEQUENCE(1, COLUMNS(table), 0, 0)), 0)",
        "The first error of each row of a table, else 0; a single 0 if no cell holds an error.",
    ),
)

PHYSICS = (
    Helper("XLF.GAS_CONSTANT", (), "8.31446261815324", "R in J/(mol K), exact (CODATA 2018)."),
    Helper("XLF.FARADAY", (), "96485.33212331", "F in C/mol, exact product of e and N_A to 15 digits (CODATA 2018)."),
    Helper("XLF.RT", ("kelvin",), "XLF.GAS_CONSTANT()*kelvin/1000", "RT in kJ/mol; also the kPa of 1 mM."),
    Helper("XLF.RT_F", ("kelvin",), "1000*XLF.GAS_CONSTANT()*kelvin/XLF.FARADAY()", "RT/F in mV."),
    Helper(
        "XLF.ROOT",
        ("far", "top", "falling"),
        """
        LET(
          steps, 30,
          low, REDUCE(1/top, SEQUENCE(steps), LAMBDA(part, k,
            LET(middle, part + (1-1/top)/2^k, IF(SIGN(falling(middle*far))>0, middle, part)))),
          width, (1-1/top)/2^steps,
          at_low, falling(low*far),
          fall, at_low - falling((low+width)*far),
          far*(low + width*IF(SIGN(fall)>0, at_low/fall, 0)))
        """,
        "The root of a falling function between far/top and far >= 0: halved to 1E-9 of far, then a straight line.",
    ),
    Helper(
        "XLF.GHK_U",
        ("weight", "outside", "inside", "valence"),
        """
        LET(
          size, ABS(valence),
          inward, IF(valence>0, outside, inside),
          outward, IF(valence>0, inside, outside),
          inward_sum, XLF.ROW_SUMS(inward, weight*size),
          outward_sum, XLF.ROW_SUMS(outward, weight*size),
          far, LN(inward_sum)-LN(outward_sum),
          direction, SIGN(far),
          strong, IF(direction>0, inward, outward),
          weak, IF(direction>0, outward, inward),
          net, LAMBDA(v, LET(decay, EXP(-v), REDUCE(0, SEQUENCE(COLUMNS(size)), LAMBDA(total, ion,
            LET(s, SUM(CHOOSECOLS(size, ion)),
              series, REDUCE(0, SEQUENCE(s), LAMBDA(tail, k, 1 + decay*tail)),
              total + CHOOSECOLS(weight, ion)*s^2
                * (CHOOSECOLS(strong, ion)*decay^s - CHOOSECOLS(weak, ion))/series))))),
          top, MAX(size),
          IF(top=1, far, direction*XLF.ROOT(ABS(far), top, net)))
        """,
        (
            "GHK potential of each row as FV/RT. far is the answer if all ions were monovalent; ions of valence z "
            "respond up to z times as much, so the root lies between far/top and far. With s = |z| and v = |FV/RT| an "
            "ion's current is in proportion to P s² (strong e^-sv - weak)/(1 + e^-v + … + e^-(s-1)v), strong being the "
            "side from which the ions together push harder."
        ),
    ),
    Helper(
        "XLF.DONNAN_FITS",
        ("c_out", "z", "impermeant", "z_impermeant"),
        """
        AND(
          XLF.IS_LIST(z, ROWS(z)*COLUMNS(z)),
          XLF.IS_LIST(c_out, ROWS(z)*COLUMNS(z)),
          XLF.IS_LIST(impermeant, ROWS(impermeant)*COLUMNS(impermeant)),
          XLF.IS_LIST(z_impermeant, ROWS(impermeant)*COLUMNS(impermeant)))
        """,
        "Whether the ions outside are two lists of one length, and the impermeant species likewise.",
    ),
    Helper(
        "XLF.DONNAN_FAULT",
        ("c_out", "z", "impermeant", "z_impermeant"),
        """
        SUM(0*XLF.NOT_NEGATIVE(c_out)) + SUM(0*XLF.VALENCE(z))
          + SUM(0*XLF.NOT_NEGATIVE(impermeant)) + SUM(0*XLF.NUMBER(z_impermeant))
        """,
        "0, or the first error of the arguments.",
    ),
    Helper(
        "XLF.DONNAN_U",
        ("c_out", "z", "impermeant", "z_impermeant"),
        """
        LET(
          outside, TOROW(c_out),
          valence, TOROW(XLF.VALENCE(z)),
          fixed, SUM(TOROW(impermeant)*TOROW(z_impermeant)),
          cations, SUM((valence>0)*valence*outside),
          anions, -SUM((valence<0)*valence*outside),
          root, SQRT(fixed^2 + 4*cations*anions),
          far, -LN(IF(fixed>0, 2*anions/(fixed+root), (root-fixed)/(2*cations))),
          top, MAX(ABS(valence)),
          direction, SIGN(far),
          charge, LAMBDA(v, direction*(SUM(valence*outside*EXP(-valence*direction*v)) + fixed)),
          IF(IFERROR(ABS(cations-anions)/(cations+anions), 1)>0.001,
            #NUM!,
            IF(top=1, far, direction*XLF.ROOT(ABS(far), top, charge))))
        """,
        (
            "Donnan potential as FV/RT. far is the answer if all ions were monovalent; ions of valence z respond up to "
            "z times as much, so the root lies between far/top and far. To 0.1 % electroneutral outside, else #NUM!."
        ),
    ),
)

WATER = (
    Helper(
        "XLF.WATER_DENSITY",
        ("kelvin",),
        """
        LET(t, kelvin-273.15,
          (999.83952 + t*(16.945176 + t*(-7.9870401E-3 + t*(-46.170461E-6 + t*(105.56302E-9 - t*280.54253E-12)))))
            / (1 + 16.87985E-3*t))
        """,
        "Density of water at 1 atm in kg/m³: Kell 1975, J. Chem. Eng. Data 20:97, eq. 16.",
    ),
    Helper(
        "XLF.WATER_PERMITTIVITY",
        ("kelvin",),
        """
        LET(
          density, XLF.WATER_DENSITY(kelvin),
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
    Helper(
        "XLF.THERMAL_ENERGY",
        ("kelvin",),
        "8.8541878188E-12*XLF.WATER_PERMITTIVITY(kelvin)*1.380649E-23*kelvin",
        "ε0 ε kT in water, SI (CODATA 2022).",
    ),
    Helper(
        "XLF.CHARGE_DENSITY",
        ("kelvin",),
        "SQRT(2*6.02214076E23*XLF.WATER_DENSITY(kelvin)/XLF.THERMAL_ENERGY(kelvin))",
        "√(2 N_A ρ/(ε0 ε kT)) in water, SI (CODATA 2022).",
    ),
    Helper(
        "XLF.DEBYE_A",
        ("kelvin",),
        "1.602176634E-19^3*XLF.CHARGE_DENSITY(kelvin)/(8*PI()*LN(10)*XLF.THERMAL_ENERGY(kelvin))",
        "A of the Debye-Hückel law, decadic, molal: Robinson & Stokes, Electrolyte Solutions, 2nd ed., 1959, ch. 9.",
    ),
    Helper(
        "XLF.DEBYE_B",
        ("kelvin",),
        "1.602176634E-28*XLF.CHARGE_DENSITY(kelvin)",
        "B of the Debye-Hückel law per nm, molal: Robinson & Stokes, Electrolyte Solutions, 2nd ed., 1959, ch. 9.",
    ),
)

HELPERS: tuple[Helper, ...] = CHECKS + SHAPES + PHYSICS + WATER
