"""The words that releases use, as data: this is where a new wording is added.

Each table maps a regular expression (lower case, straight quotes, plain spaces and hyphens: the
text is normalised before it is matched) to what the words mean. Nothing here knows any release.
"""

# --- Numbers ------------------------------------------------------------------------------------

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
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth once twice".split()
FRACTION_WORDS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}

# Counts of zero; "no" only before what is counted ("no local authority").
ZERO_WORDS = ("none", "nil", "no", "not one", "not a single")
DOZEN = "a dozen"

# Words before a number that is not exact -> the qualifier that stands for them.
QUALIFIERS = {
    r"(?:just |well )?over|more than": "over",
    r"(?:just )?under|less than|fewer than": "under",
    r"almost": "almost",
    r"nearly|close to": "nearly",
    r"about|around|approximately|roughly|some": "about",
    r"at least": "at least",
    r"at most|no more than": "at most",
}

# Numbers that are no figures -> why. `#` stands for a number in digits or words.
NO_FIGURES = {
    r"(?:https?://|www\.)\S+": "web address",
    r"[a-z]\w*(?:\.\w+)*@\S+": "web address",
    r"(?:tables?|charts?|rooms?|(?:agenda )?items?|papers:|issue|volume|level|target of|no\\.|annex(?:es)?|appendix|pages?|paragraphs?|sections?|notes?|parts?) #(?:(?:, | and | to | or |-)#)*": "reference to a table, chart or section",
    r"\(?0\d{2,4}\)? ?\d{3,4}(?: ?\d{2,4})?": "telephone number",
    r"\d+[.:]\d\d ?(?:am|pm|hours|noon)|\d\d:\d\d|\d+ ?(?:am|pm)": "time of day",
    r"[a-z][a-z]?\d\d?[a-z]? \d[a-z]{2}": "postcode",
    r"(?:£|€|\$)\d[\d,.]*(?: ?(?:m|bn|k|million|billion))?": "sum of money",
    r"(?:age[ds]?|ages) (?:of )?#(?:(?:-| to | and )#)?|post-#|under-#s?|key stages? #(?: and #)?|(?:^|(?<=\. ))at #(?=,)|(?:results|attainment|achievement) at #": "age or stage of education",
    r"20\d\d[/-]\d\d(?:\d\d)?": "financial or academic year",
    r"20\d\d act\b|act 20\d\d": "year of an act",
    r"year (?:two|one|three|\d)|(?<!last )(?<!this )(?<!the )quarter #|q\d|(?:phase|cycle|round) #": "number of a year, quarter or cycle",
    r"grades? [1-4](?:(?:,|,? or|,? and| to) [1-4])*": "a grade's number on its scale",
    r"each of the #(?: \w+)? (?:levels|grades|categories)|scale (?:of|from) # to #": "size of a scale",
    r"(?:in|at) one (?:place|time|go)|one another|any one|one or more|one-off|no one|one (?:thing|way|reason|side|hand|word|chance|day|person)|this one|number one|the one": "one as a pronoun or article",
    r"version #|form #|ref(?:erence)?: ?\S*\d\S*|(?:inspection )?(?:number|no\.?) \d+": "reference",
    r"add(?:s|ed|ing)?(?: exactly)?(?: up)? to(?: exactly)? #|sum(?:s|ming)? to #": "what rounded percentages add up to",
}
# What a number counts that is no figure of this family -> why.
NOT_COUNTED = {
    r"(?: \w+){0,2} those aged #(?: to #)?|[- ]years?[- ]olds?|(?: to |-)# year olds": "age or stage of education",
    r"[- ](?:and-a-half[- ])?(?:year(?:s|ly)?|months?(?! (?:to|end(?:ing|ed)) (?:\d|[a-z]+ 20\d\d))|weeks?|days?|hours?|minutes?)(?:'|[- ](?:cycle|period|programme|plan))?": "length of time",
    r"[- ](?:point|grade|level|tier|category)s?(?:[- ](?:scale|judge?ments?))?|(?: \w+)? (?:levels|grades|categories)": "size of a scale",
    r"(?: \w+){0,3} (?:blocks|headings|themes|frameworks|press releases?|reports|recommendations|priorities|members|cycles|stages|steps|questions|visits|pages|comments|gcses|heads|trusts|courts|words)": "counts other things",
    r"(?! (?:found|had|identified|led|resulted)\b)(?: \w+){0,2} (?:children|pupils|years|young people|people|social workers|staff|workers|posts|cases|referrals|families|carers|inspectors|complaints|places|parents|candidates|vacancies|adopters|responses|respondents|partners|managers|targets|actions|percentage points|case files|subscribers)(?!'s)": "counts other things",
}

# --- Grades -------------------------------------------------------------------------------------

# The scales: one that the two annual regimes share, and those of two regimes of inspection.
ANNUAL, ANNOUNCED, SINGLE = "annual", "safeguarding-looked-after", "single-inspection"
OTHER = "other"  # a scale that is not known

# Words that name a grade -> (rank, the scales that use the word).
GRADE_WORDS = {
    r"perform(?:s|ed|ing)? excellently|excellently[- ]performing|excellent": (4, (ANNUAL,)),
    r"(?:perform(?:s|ed|ing)?|do|does|doing|did) (?:well|strongly)|well[- ]performing": (3, (ANNUAL,)),
    r"perform(?:s|ed|ing)? adequately": (2, (ANNUAL,)),
    r"perform(?:s|ed|ing)? poorly|poorly[- ]performing|poor": (1, (ANNUAL,)),
    r"outstanding": (4, (ANNOUNCED, SINGLE)),
    r"good": (3, (ANNUAL, ANNOUNCED, SINGLE)),
    r"adequate": (2, (ANNUAL, ANNOUNCED)),
    r"(?:requir(?:es?|ed|ing)|needing|necessary|in need of)[- ]improvement": (2, (SINGLE,)),
    r"inadequate": (1, (ANNOUNCED, SINGLE)),
}
# What is left of "performing ..." where a list goes on: "28 performed excellently, 76 well ...".
GRADE_ADVERBS = {"excellently": 4, "well": 3, "adequately": 2, "poorly": 1}
# Grades by their place on a scale -> ranks.
GRADE_GROUPS = {
    r"(?:below|short of) the (?:level|standard|minimum)": (2, 1),
    r"(?:top|highest|best) (?:grade|rating|category|judge?ment|band|level)": (4,),
    r"(?:bottom|lowest|worst) (?:grade|rating|category|judge?ment|band|level)": (1,),
    r"(?:bottom|lowest|worst|lower) two (?:grades|categories|levels|ratings|judge?ments|bands)": (2, 1),
    r"(?:top|highest|best|upper) two (?:grades|categories|levels|ratings|judge?ments|bands)": (4, 3),
}
OR_BETTER = r"or (?:better|above|higher)"
OR_WORSE = r"or (?:worse|below|lower)"
BELOW = r"below|less than|lower than|worse than|short of"
AT_LEAST = r"at least"
NOT_A_GRADE = (
    rf"(?:not|never)(?: (?:yet|been|to be|be|judged|rated|graded|found)){{0,4}} (?:{'|'.join(GRADE_WORDS)})"
    r"|as well(?![- ]perform)|good (?:start|quality|progress|example|news|time|level|job|care)|a good many|poor (?:families|outcomes|quality)"
    r"|(?:outstanding|excellent|good|adequate|inadequate|poor) practice"
)

# --- What is counted ----------------------------------------------------------------------------

UNITS = {
    r"(?:local authority )?(?:re-?inspections?)": "re-inspections",
    r"(?:local authority )?inspections?": "inspections",
    r"sub-judge?ments?": "judgements",
    r"outcomes": "outcomes",
    r"areas?": "areas",
    r"councils?|(?:local )?authorit(?:y|ies)|las?|boroughs?"
    r"|(?:local authorit(?:y|ies)'? )?children's services (?:departments?|authorit(?:y|ies))|(?:local )?authorit(?:y|ies)'?s?'? children's services|departments?": "authorities",
    r"(?:children's |primary |secondary |special |nursery |independent |residential )*(?:homes?|schools?|nurser(?:y|ies)|settings|providers?|colleges?|academ(?:y|ies)|childminders?|agenc(?:y|ies))": "settings",
}
# After a number only: "47 children's services".
UNIT_AFTER_NUMBER = r"(?:of )?(?:them|these|those|children's services|(?:\w+ ){0,2}(?:ones?|others))"

# --- What was done with it ----------------------------------------------------------------------

CUES = {
    r"(?:have |has |had )?improv(?:ed|ing|es)(?! (?:the|social|leadership|practice)\b)|moved up|went up|gone up|ros[ei]|risen?|rises|upgraded|advanced"
    r"|(?:graded|rated|judged) (?:higher|better)|(?:a )?(?:better|higher) (?:grade|rating|judge?ment|assessment|one)s?|climbed|gained a grade|raised": "improved",
    r"declin(?:ed?|es|ing)|fell|fall(?:en|s|ing)?(?! short)|drop(?:ped|s|ping)?|moved down|went down|gone down|downgraded|deteriorated|worsened|slipped"
    r"|(?:graded|rated|judged) (?:lower|worse)|(?:a )?(?:worse|lower) (?:grade|rating|judge?ment|assessment|one)s?|lost a grade|went backwards|lowered": "declined",
    r"unchanged|stayed (?:the same|where they were|put|as they were|at the same grade)|remained (?:the same|where they were|at the same grade)|(?:the )?same (?:grade|rating|judge?ment)s? as(?: in)?"
    r"|kept (?:the same|their|the) (?:grade|rating|judge?ment)s?|(?:did not|didn't|have not|has not|hasn't|had not) (?:change|alter|move)d?|saw no change|had no change|(?:are|were|is|was) where (?:they were|it was)|stayed put": "unchanged",
    r"every year|each year|both years|all three years|(?:in )?(?:each|every) (?:one )?of the (?:three|two) (?:years|assessments)|all three (?:assessments|rounds)|(?:each|every) assessment|throughout(?! 20\d\d)": "every-year",
    r"await(?:s|ed|ing)?|no (?:report|judge?ment|grade) yet|delayed|yet to \w+|not yet|still waiting|waiting for|still to be|outstanding results|pending|had not been (?:published|finalised)|to be (?:confirmed|finalised)|are not final|remains? unpublished|are unpublished": "pending",
    r"not (?:been )?(?:judged|graded|rated|assessed|inspected(?! (?:again|twice)))": "not-judged",
    r"(?:(?:at least|one or more|a) )?(?:one )?areas? for priority action|priority actions?": "priority-action",
    r"(?:be(?:en|ing) )?(?:re-?inspected|inspected (?:again|twice|for a second time))": "re-inspected",
    r"had an? (?:judge?ment|report|inspection) published|published reports?(?: under the framework)?(?: on)?|inspected|assessed|undergone|visited|published (?:on|for|about)|covered|completed?|had had (?:their|its|theirs)|(?:been|being) inspected|second year inspections?|published (?:a )?second year"
    r"|(?:were|was|been) published|been through|had (?:a |their )?(?:first |second )?(?:inspection|theirs)|been (?:to|reached)|reached": "inspected",
    r"account(?:s|ed|ing) for|stands? for|represents?|relat(?:es?|ing) to|made up of": "same-grade",
}
CHANGES = ("improved", "declined", "unchanged")  # the cues that say how a grade changed
# A number beside these words is a change in a count, up or down.
MORE = r"more(?: (?:councils|authorities|local authorities|las))?(?: than)?|higher than|up on"
FEWER = r"fewer(?: (?:councils|authorities|local authorities|las))?(?: than)?|less than|lower than|down on"
CHANGE_BY = {
    r"(?:up|rise|rose|increased?|increase|higher|grew|grown) (?:by|of)": 1,
    r"(?:down|fall|fell|decreased?|decrease|drop(?:ped)?|reduction|lower) (?:by|of)": -1,
}
NO_CHANGE = r"no (?:overall |net )?change|(?:was |were |is |remained |stayed )?(?:at )?the same number"
# Words that make of the change a change of a number, not of authorities.
OF_A_NUMBER = r"numbers?|totals?|figures?|count|share|proportion|percentage"

# --- What it is about ---------------------------------------------------------------------------

REGIMES = {
    r"annual (?:children's services )?(?:ratings?|assessments?)|(?:annual )?children's services'? (?:annual )?(?:performance )?(?:ratings?|assessments?)|performance ratings?|comprehensive area assessments?|(?:ratings?|assessments?)(?= (?:of|for|in) 20\d\d)|(?<=20\d\d )(?:ratings?|assessments?|annual grades?)|annual grades?": ANNUAL,
    r"single[- ](?:inspection )?(?:framework|inspections?)|sif|(?:new|tougher) (?:ofsted )?(?:framework|inspections?)": SINGLE,
    r"unannounced(?: inspections?)?|contact, referral and assessment": "unannounced",
    r"announced inspections?": ANNOUNCED,
    r"(?:previous|old|earlier|former) (?:inspection )?(?:framework|regime)s?": OTHER,
}

# The two services that the announced inspections judged.
SERVICES = {
    r"safeguarding(?: services?)?": "safeguarding",
    r"(?:services for )?looked[ -]after children(?:'s services| services)?": "looked after children",
}

# Judgements that a sentence or a column heading can be about -> printed name.
JUDGEMENTS = {
    r"overall effectiveness": "overall effectiveness",
    r"capacity (?:to improve|for improvement)": "capacity to improve",
    r"leadership and management": "leadership and management",
    r"ambition and prioritisation": "ambition and prioritisation",
    r"performance management and quality assurance": "performance management and quality assurance",
    r"partnership working": "partnership working",
    r"contribution of health agencies": "contribution of health agencies",
    r"equality and diversity": "equality and diversity",
    r"staying safe": "staying safe",
    r"being healthy": "being healthy",
    r"enjoy(?:ing)? and achiev(?:e|ing)": "enjoy and achieve",
    r"making a positive contribution": "making a positive contribution",
    r"achieving economic well-being": "achieving economic well-being",
    r"(?:at least one|one or more) sub-judge?ments?": "at least one sub-judgement",
    # of the single inspection
    r"child protection|(?:children who need )?help and protection": "child protection",
    r"looked-after children and permanence|children looked after and (?:achieving )?permanence": "looked-after children and permanence",
    r"leadership(?:, management and governance)?": "leadership",
    r"adoption(?: performance| services?)?": "adoption",
    r"(?:local authority|its own) and private fostering": "local authority fostering|private fostering",
    r"care leavers?(?: services?)?|experiences? and progress of care leavers": "care leavers",
}
# "the three key areas", defined once in a text and then used as a name.
KEY_AREAS = r"(?:the |all )?(?:three|two|four|five) key (?:judge?ment )?areas"
# "the same grade", said of the authority and grade before.
SAME_GRADE = r"(?:(?:the )?same|this was (?:also )?the|that was (?:also )?the) (?:grade|rating|judge?ment)(?! as\b)"

# A year that another is compared with stands after these words.
COMPARED = r"(?:compared (?:with|to)|compar(?:ed|es?|ing)(?: (?:them|these|it|this))? (?:with|to)(?: the)? (?:ratings?|assessments?|grades) (?:of|for|in)|than(?: in)?|since|from|against|on|over|up on|down on|followed)(?: the)?"
# Years named by their place -> how far back the first and the last of them are.
RELATIVE_YEARS = {
    r"(?:the )?(?:previous|preceding|prior) (?:year|assessment)(?:'s)?|(?:the |a )?year (?:before|earlier|ago)|last year(?:'s)?|12 months (?:before|earlier)": (
        1,
        1,
    ),
    r"(?:the )?(?:latest|current|most recent) (?:assessments?|ratings?|year)|this year": (0, 0),
    r"all three (?:years|assessments|rounds)|(?:each|every)(?: one)? of the three (?:years|assessments)|three years (?:running|in a row)": (
        2,
        0,
    ),
    r"two years (?:running|in a row)": (1, 0),
    r"two years (?:ago|earlier|before)": (2, 2),
    r"three years (?:ago|earlier|before)": (3, 3),
}

# --- Tables -------------------------------------------------------------------------------------

# Headings of columns that say only what they have: counts or percentages.
COLUMN_OF_COUNTS = r"numbers?(?: of \w+(?: \w+)?)?|no\.?|count|councils|authorities|local authorities|las|inspections"
COLUMN_OF_SHARES = r"percentages?|per cent|%|share(?: \(%\))?|% of \w+|proportion(?: \(%\))?"
PERCENT_OF_YEAR = r"20\d\d:? \(?(?:%|per cent|percentages?)\)?|(?:%|per cent|percentages?) (?:(?:in|of) )?20\d\d"
CHANGE_COLUMN = r"\b(?:net )?change\b|\bdifference\b|\+/-"
TOTAL = r"(?:all|total)\b.*"
