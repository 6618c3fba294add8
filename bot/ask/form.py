"""The form of a question: whether a message asks something, going by how it is written and not by what it is about.

People write a question mark, or begin as questions begin in their language. Whether an article answers is another
matter: a question about lunch is one too.
"""

import re
from collections.abc import Iterator

# What is shorter can't be looked up, and what is longer tells a story: the questions in eval have 4 to 40 words.
_FEWEST_WORDS, _MOST_WORDS, _MOST_CHARACTERS = 3, 100, 4000

_CODE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_LINK = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@\S+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE = re.compile(r"[^.!?…;:\n？؟¿]+[.!?…;:\n？؟]*")
_ENDS_ASKING = re.compile(r"[?？؟]")

# What stands before a question: a greeting, a name for everybody, a request, a link to what was said before.
_OPENING = re.compile(
    r"(?:(?:hi|hey|hello|hallo|bonjour|salut|hola|olá|oi|ciao|good (?:morning|afternoon|evening)|"
    r"all|team|everyone|everybody|folks|guys|there|again|please|pls|so|and|but|ok|okay|also|sorry|thanks|"
    r"quick question|question|bitte|und|also|bonjour à tous|s'il vous plaît|et|alors|por favor|y|e|então|entonces)"
    r"\b[\s,–—-]*)*",
    re.IGNORECASE,
)

_SUBJECT = (
    r"(?:i|you|we|he|she|it|they|there|this|that|these|those|the|a|an|any|anyone|anybody|someone|somebody|my|your|our|"
    r"his|her|its|their|all|some|one|customers?|users?|people)\b"
)
_NO_SUBJECT = r"(?! (?:i|you|we|he|she|it|they|the|this|that|my|our|your|a|an|ever)\b)"
_PRONOUN = r"(?:i|you|we|he|she|it|they|anyone|anybody|someone|somebody)\b"
_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had|ca|wo)"
    r"(?:n['’]?t)?\b"
)

# How questions begin, by language. A question word alone is not enough where statements begin so too: "what a day",
# "when I am back", "wie besprochen".
_BEGINNINGS = (
    # English
    r"(?:how|what|why|where|who|when)(?:['’]s|['’]re|['’]d|['’]ll)\b",
    rf"(?:what|where|who|whom|when|which|whose)\b{_NO_SUBJECT}(?: [\w'’-]+){{0,3}}? {_AUXILIARY}"
    r"(?! (?:good|great|nice)\b)",
    r"(?:how|what|where|when|who|which)(?: \w+)? to\b",
    r"how\b(?! (?:nice|great|cool|funny|sad|lovely|annoying|weird|strange|sweet|kind|true|dare|wonderful|exciting)\b)",
    r"(?:does|did)(?:n['’]?t)? \w+",
    r"what (?:about|if|happens|kind|time|does)\b",
    r"why\b",
    rf"(?:is|are|am|could|would|should|shall|might|must|can|will)(?:n['’]?t)? {_SUBJECT}",
    rf"(?:has|have|had|ca|wo|was|were)(?:n['’]?t)? (?!a\b)(?:{_PRONOUN}|the\b|my\b|our\b)",
    rf"(?:do|may)(?:n['’]?t)? (?!it\b){_PRONOUN}|do (?:the|my|our|customers?|users?)\b",
    r"(?:any|some)(?:one|body) (?:know|knows|have|has|here|able|seen|tried)\b",
    r"any (?:idea|ideas|way|chance|clue|tips)\b",
    r"(?:can|could|would) (?:some|any)(?:one|body)\b",
    r"(?:i )?(?:was |am |'m )?wonder(?:ing)?\b (?:how|if|whether|what|why|where|when|who)\b",
    r"(?:i(?:['’]d| would)? (?:want|like|need) to know|tell me|explain|i (?:do not|don['’]?t) (?:know|understand|see)|"
    r"not sure) (?:how|what|why|where|which)\b",
    # French
    r"(?:comment|pourquoi|combien|quel|quels|quelle|quelles|où|est-ce|qu['’]est-ce|qui est|à qui)\b(?! ça va)",
    r"(?:peut|puis|peux|pouvez|faut|doit|dois|y a|existe|est|sont|a)-(?:on|je|tu|vous|il|elle|t-il|ce|ils)\b",
    # German
    r"(?:warum|wieso|weshalb|wo|woher|wohin|wann|wer|wem|welche[rsnm]?|wie(?:viel|so)?|was)\b"
    r"(?! (?:besprochen|gesagt|immer|gewünscht|vereinbart|angekündigt|schön|für ein|ein|ich|wir|du|sie)\b)",
    r"(?:kann|können|könnte|könnt|darf|dürfen|muss|müssen|gibt|ist|sind|hat|haben|soll|weiß|weiss) "
    r"(?:ich|man|wir|ihr|sie|er|es|jemand|der|die|das|mir|uns)\b",
    # Spanish and Portuguese
    r"(?:cómo|qué|por qué|dónde|cuándo|cuál|cuáles|quién|quiénes|cuánto|cuánta|cuántos|cuántas)\b",
    r"(?:o que|por que|porquê|onde|qual|quais|quem|quanto|quanta|quantos|quantas)\b",
    r"como (?:posso|faço|fazer|funciona|se|eu|puedo|hago|hacer|podemos|é|está|cancelar|cambiar|mudar|alterar)\b",
    r"(?:puedo|podemos|se puede|hay|posso|pode|podemos|existe|há|tem como|é possível|alguém sabe|alguien sabe)\b",
    # Italian and Dutch
    r"(?:come (?:si|posso|faccio|mai)|perché|dove|quale|quali|chi|quanto|quanti|posso|si può|c['’]è)\b",
    r"(?:hoe|waarom|waar|wanneer|welke?|wie (?:is|kan|weet|heeft))\b",
    r"(?:kan|kunnen|mag|is|zijn|heeft|weet) (?:ik|men|we|er|iemand|je|het)\b",
)
# What goes on behind a comma asks only where it can be nothing else: “I need two more, how can I order them”.
_GOES_ON_ASKING = re.compile(
    rf"[,–—-] (?:and |so |but )?"
    rf"(?:(?:how|what|where|when|why) {_AUXILIARY}|{_AUXILIARY} (?:{_PRONOUN}|there\b|this\b|that\b))",
    re.IGNORECASE,
)

_BEGINS_ASKING = re.compile("|".join(f"(?:{each})" for each in _BEGINNINGS), re.IGNORECASE)

_SIGNS = "*_~>•\"“”„«»'’()[]¿¡ \t"


def is_question(text: str) -> bool:
    """Whether a message, without its markup, is a question by its form.

    It asks in one of its sentences, by a question mark or by how that begins. Code and links in it say nothing, and
    what is all code or links, or has too few words or too many, is none.
    """
    if len(text) > _MOST_CHARACTERS:
        return False
    said = _LINK.sub(" ", _CODE.sub(" ", text))
    if not _FEWEST_WORDS <= len(_WORD.findall(said)) <= _MOST_WORDS:
        return False
    return any(_asks(sentence) for sentence in _sentences(said))


def _sentences(text: str) -> Iterator[str]:
    return (found.group().strip(_SIGNS) for found in _SENTENCE.finditer(text))


def _asks(sentence: str) -> bool:
    if not _WORD.search(sentence):
        return False
    if _ENDS_ASKING.search(sentence):
        return True
    if sentence.endswith("!"):
        return False
    opening = _OPENING.match(sentence)
    start = opening.end() if opening else 0
    return bool(_BEGINS_ASKING.match(sentence, start) or _GOES_ON_ASKING.search(sentence))
