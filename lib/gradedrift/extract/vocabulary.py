"""The words that releases use, as data: this is where a new wording is added.

Each table maps a regular expression (lower case, straight quotes, plain spaces and hyphens: the
text is normalised before it is matched) to what the words mean. Nothing here knows any release.
"""

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * tens
    for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}

# Counts of zero; "no" only before what is counted ("no local authority").
ZERO_WORDS = ("none", "no")

# The scales: one that the two annual regimes share, and those of two regimes of inspection.
ANNUAL, ANNOUNCED, SINGLE = "annual", "safeguarding-looked-after", "single-inspection"

# Words that name a grade -> (rank, the scales that use the word).
GRADE_WORDS = {
    r"perform(?:s|ed|ing)? excellently": (4, (ANNUAL,)),
    r"perform(?:s|ed|ing)? well": (3, (ANNUAL,)),
    r"perform(?:s|ed|ing)? adequately": (2, (ANNUAL,)),
    r"perform(?:s|ed|ing)? poorly": (1, (ANNUAL,)),
    r"excellent": (4, (ANNUAL,)),
    r"outstanding": (
        4,
        (
            ANNOUNCED,
            SINGLE,
        ),
    ),
    r"good": (
        3,
        (
            ANNUAL,
            ANNOUNCED,
            SINGLE,
        ),
    ),
    r"adequate": (
        2,
        (
            ANNUAL,
            ANNOUNCED,
        ),
    ),
    r"requir(?:es?|ing) improvement": (2, (SINGLE,)),
    r"inadequate": (
        1,
        (
            ANNOUNCED,
            SINGLE,
        ),
    ),
}

# What is counted, where it is graded ...
UNITS = {
    r"(?:local authority )?(?:re-)?inspections?": "inspections",
    r"councils?|(?:local )?authorit(?:y|ies)|local authorit(?:y|ies)'? children's services|children's services departments?": "authorities",
}

# ... and what is counted otherwise: a sentence about these is not a count of authorities by grade.
OTHER_COUNTED = r"sub-judgements?|judgements|outcomes|areas?|grades|levels?|blocks?|homes?|schools?|settings?|years?|cycles?|weeks?|months?"

# Words that name a regime.
REGIMES = {
    r"annual (?:children's services )?(?:ratings?|assessments?)|children's services'? (?:annual )?(?:ratings?|assessments?)": ANNUAL,
    r"single (?:inspection )?framework": SINGLE,
    r"unannounced inspections?": "unannounced",
}

# The two services that the announced inspections judged.
SERVICES = {
    r"safeguarding": "safeguarding",
    r"looked[ -]after children(?: services)?": "looked after children",
}

# Judgements that a sentence or a column heading can be about, by their printed name.
JUDGEMENTS = (
    "overall effectiveness",
    "capacity to improve",
    "leadership and management",
    "ambition and prioritisation",
    "performance management and quality assurance",
    "partnership working",
    "contribution of health agencies",
    "equality and diversity",
    "staying safe",
    "being healthy",
    "enjoy and achieve",
    "making a positive contribution",
    "achieving economic well-being",
)

# A grade that is still to come.
PENDING = r"await(?:s|ed|ing)?|yet to be (?:finalised|published)|not yet (?:been )?(?:final|finalised|published)"

# Words of change, comparison and joint conditions. A number near them is not a plain count by grade.
CHANGE = (
    r"improved|declined?|increased?|decreased|rose|fell|fewer|dropped|moved up|saw|seen|no change"
    r"|more than|every year|each year|each assessment|three years|also|both|in addition|twice"
    r"|at least|latest|below|bottom|account(?:s|ed) for|stands for"
)

# Column headings of a table whose rows stand one on a line.
COLUMN_WORDS = {r"numbers?|no\.|count": "count", r"percentages?|per cent|%": "percent"}
