"""What the bot says to what is no question: to small talk, and where a reference is one that nobody bears."""

from knowledge.articles import Band, Talk, UnknownReference
from knowledge.explanations import Entry, Explanation

# A person can't be fetched from here: whoever asks for one is told whom to turn to.
REPLIES = {
    Talk.GREETING: "Hello! What would you like to know? Ask in your own words.",
    Talk.THANKS: "You're welcome!",
    Talk.PRAISE: "Glad to hear it!",
    Talk.COMPLAINT: (
        "I'm sorry that I was no help. Other words may find it: fewer of them, or those that a title would have. "
        "If they don't, your support team is the place to ask."
    ),
    Talk.GOODBYE: "Goodbye! Ask me whenever a question comes up.",
    Talk.ARE_YOU_A_BOT: (
        "I'm Quickjump, a bot: a program that looks up articles in the knowledge base and quotes them. "
        "I make nothing up, and I'm no person."
    ),
    Talk.WANTS_A_PERSON: (
        "I'm a bot and can't call a person myself. Please ask in your support team's channel, or reach them the way "
        "you usually do. If an article may help meanwhile, tell me in a few words what it is about."
    ),
    Talk.WHAT_CAN_YOU_DO: (
        "I look up articles in the knowledge base. Ask in your own words, such as “how do I reset a password”, or give "
        "me an article's reference; misspelt words are fine."
    ),
    Talk.TEST: "I'm here, and it works. Ask me something that an article could answer.",
    Talk.STOP: "All right. I only answer when I'm asked.",
    Talk.NOTHING: "I'm here when you have a question: a few words are enough.",
}

# What each signal of the ranking means, for whoever asks why an article stands where it does.
SIGNALS = {
    "words": "how many of the question's telling words the article holds, in its title above all",
    "meaning": "how near the article is in meaning, whatever its words",
    "sentences": "how near it is in meaning as a transformer reads both, where ENCODER names one",
    "nearest": "how near its nearest word is to each word of the question",
    "nearest in heading": "the same, of its title and its search phrases alone",
    "heading": "how much of its title, or of a search phrase, the question says",
    "order": "how many words follow one another as they do in the question",
    "phrase": "whether its title holds the question's telling words in one piece",
    "votes": "what people think of it, from -1, not helpful, to 1; the more of them, the more it counts",
}

BANDS = {
    Band.CONFIDENT: "one article stands out.",
    Band.SEVERAL: "several articles may be meant.",
    Band.NONE: "no article is near enough.",
}

NO_MEANING = "one of the signals that articles are ranked by"


def said_of(unknown: UnknownReference) -> str:
    """What is said where nobody bears a reference, above those that are like it, if any is."""
    known = f"I know no article with the reference “{unknown.typed}”."
    if len(unknown.near) == 1:
        return f"{known} This one is nearly the same:"
    return f"{known} These are nearly the same:" if unknown.near else f"{known} Check it, or ask in words."


def why_so(found: Explanation) -> str:
    """What decided about an answer, in a sentence."""
    if found.talk:
        return "it is small talk, so no article is shown."
    if found.unknown:
        return f"it is the reference {found.unknown.typed}, which no article bears, so none is shown."
    return BANDS[found.band]


def place_of(entry: Entry, found: Explanation) -> str:
    """Where an article stands in an answer, as it begins a line."""
    if entry.place is not None:
        return f"{entry.place}."
    return "Not in the answer:" if found.searched <= found.looked_at else f"Not among the first {found.looked_at}:"


def voters_of(entry: Entry) -> str:
    """How many people's votes move an article, as a sentence, if any do."""
    return f"{entry.voters} people have voted on it." if entry.voters else ""


def score_of(entry: Entry) -> str:
    """How likely an article is right, by its score."""
    return f"(score {entry.score:.2f})" if entry.place is not None else ""
