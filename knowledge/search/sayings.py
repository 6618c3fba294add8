"""What people say without asking anything that an article could answer, by what it is.

A line is a saying: words as `text.words` folds them, `a|b` for either, `a?` or `a|b?` for what may be left out, and
`<name>` for any of a group of words. A text is small talk when sayings leave no word of it over.
"""

from knowledge.articles import Talk

# What is written for several words, or for another spelling, read as these.
WRITTEN_SHORT = {
    "arent": "are not",
    "cant": "can not",
    "didnt": "did not",
    "doesnt": "does not",
    "dont": "do not",
    "gimme": "give me",
    "gonna": "going to",
    "gotta": "have to",
    "id": "i would",
    "ill": "i will",
    "im": "i am",
    "isnt": "is not",
    "its": "it is",
    "ive": "i have",
    "jai": "ai",
    "pls": "please",
    "plz": "please",
    "r": "are",
    "thats": "that is",
    "thankyou": "thank you",
    "u": "you",
    "ur": "your",
    "wanna": "want to",
    "wasnt": "was not",
    "whats": "what is",
    "whos": "who is",
    "ya": "you",
    "yu": "you",
    "yuo": "you",
    "youre": "you are",
}

GROUPS = {
    "very": "so|really|very|just|absolutely|completely|totally|actually|extremely",
    "a": "a|an|the|some|any|another|my|your|our",
    "bad": "useless|rubbish|bad|terrible|stupid|dumb|crap|crappy|awful|wrong|annoying|horrible|unhelpful|idiot|joke"
    "|worst|shit|ridiculous|nonsense|incorrect|worthless|garbage",
    "good": "great|good|nice|excellent|amazing|awesome|brilliant|fantastic|wonderful|lovely|perfect|cool|best|genius"
    "|smart|clever|lifesaver|star|legend|super|helpful",
    "right": "helpful|helping|useful|right|correct|help|use|good",
    "bot": "bot|robot|machine|human|person|ai|computer|program|llm|chatbot|chatgpt|man|woman|being|people|humans|real",
    "human": "human|humans|person|agent|agents|representative|rep|operator|being|beings",
    "real": "real|live|living|actual|human|proper|technical|tech|customer|support|service|sales|helpdesk",
    "staff": "someone|somebody|anyone|anybody|people|staff|support|helpdesk|manager|supervisor|colleague|technician"
    "|advisor|adviser|consultant|expert|specialist|employee|member|engineer|team|care|service",
    "anybody": "anyone|anybody|someone|somebody",
    "asked": "asked|meant|wanted|need|needed",
    "day": "morning|afternoon|evening|day|night|weekend|week|one|time",
    "help": "help|answer|answers|support|time|reply|response|assistance|info|information|advice|explanation",
    "aide": "aide|reponse|hilfe|antwort|unterstutzung|ayuda|respuesta|ajuda|resposta|tudo|todo|atencion|tout",
    "robot": "robot|bot|humain|machine|personne|ia|roboter|mensch|maschine|ki|person|humano|persona|maquina|robo"
    "|pessoa|maquina",
    "personne": "personne|humain|agent|conseiller|conseillere|operateur|technicien|mensch|menschen|mitarbeiter"
    "|mitarbeiterin|berater|person|persona|humano|agente|asesor|operador|representante|pessoa|atendente|assistente",
    "vraie": "vrai|vraie|etre|echten|echte|echter|richtigen|richtige|lebenden|menschlichen|ser",
    "un": "un|une|ein|eine|einem|einen|einer|nem|una|um|uma",
    "reelle": "reelle|real|humain|humaine|humano|humana",
}

# What changes nothing about what is said beside it.
FILLERS = """
please|so|very|really|just|now|then|again|too|well|and|but|actually|today|also|quickly|immediately|asap|if|possible
there|here|all|everyone|everybody|team|folks|guys|mate|buddy|friend|dear|sir|madam|bot|quickjump
kind|best|warm? regards
a lot
i? hope you are? doing? well|fine|good
il|te vous|te plait
s il vous|te plait
svp|stp|madame|monsieur|bitte|mal|gern|gerne|porfa
por favor
"""

SAYINGS = {
    Talk.GREETING: """
hi|hello|hey|hiya|heya|howdy|yo|hullo|hallo|greetings|gday|hola|ola|oi|ciao|moin|servus|salut|coucou|bonjour|bonsoir
good <day>
morning|evening|afternoon|goodmorning|goodevening|gm|sup|wassup
how are you|things|we doing? today?
how you doing
how is? it|everything going?
how do you do
what is? up
nice|good|pleased to meet|see you
long time no see
happy monday|tuesday|wednesday|thursday|friday
guten|gute morgen|tag|abend
gruss|gruess gott
gruezi|goedemorgen|goedemiddag|goedendag|hoi|buenas|buongiorno|buonasera|salve
wie geht es? ihnen|dir?
buenos dias
buenas tardes|noches
buen dia
que tal
como esta|estas
bom dia
boa tarde|noite
tudo bem|bom
comment? ca va
comment allez|vas vous|tu
""",
    Talk.THANKS: """
thanks|thx|thanx|thnx|tnx|tks|ty|tysm|tyvm|thanku|cheers
many|much|big|huge thanks
thank you|god much?
thanks|thank you? a lot|bunch|million|ton
thanks|thank you? so|very? much
thank you so|very? much for all? of? your|the|that|this great|kind|quick|fast? <help>
thanks|thank you? for all? of? your|the|that|this great|kind|quick|fast? <help>
thanks|thank you? for helping|answering|explaining|everything|nothing|that|this|it me|us|this|that?
thanks|thank you? in advance
much? appreciated
i|we? really? appreciate it|that|this|you
i|we? really? appreciate your|the <help>
that|this|it|you helps|helped me|us? a? lot?
that|this|it is|was <very>? helpful
<very>? helpful
no thanks|thank you?
merci beaucoup|bien|infiniment|mille|encore?
merci pour|de votre|ton|la|l? <aide>
mille mercis
je vous|te remercie
danke|dankeschon|dankeschoen|bedankt
danke schon|schoen|sehr|dir|ihnen|euch
vielen|besten|herzlichen|tausend|lieben dank
danke|dank fur|fuer die|deine|ihre|eure <aide>
vielen dank fur|fuer die|deine|ihre|eure <aide>
muchas|muchisimas|mil? gracias
gracias por su|tu|la|toda? <aide>
te|le|se lo? agradezco
muito? obrigado|obrigada
obrigado|obrigada pela|por|a <aide>
valeu|grato|grata
grazie mille?
dank je|u wel?
""",
    Talk.PRAISE: """
great|good|nice|excellent|amazing|awesome|brilliant|fantastic|wonderful|lovely|perfect|cool|super|sweet|impressive
wow|bravo|yay|hooray|woohoo
well done
<good> job|work|bot|answer|stuff|one
it|that|this all? works|worked fine|perfectly|great?
it|that|this is? all? working|solved|fixed|sorted
it|that|this is|was <very>? a|an|the|just? <good>|correct|right
it|that|this did|fixed|solved it|the trick|job?
problem|issue is? solved|fixed|sorted|gone
all good|set|sorted|fine
you are <very>? a|an|the? <good>
i|we? love|like you|it|this|that bot?
marry me
exactly|just what i|we <asked>
parfait|genial|formidable|klasse|perfekt|prima|spitze|wunderbar
ca marche|fonctionne
tres bien
gut gemacht
es|das hat? geklappt|funktioniert|klappt
perfecto|excelente|estupendo|fenomenal|otimo|perfeito
muy bien|bueno
ya funciona
ja? funcionou
""",
    Talk.COMPLAINT: """
you|it|that|this|they bot? are|is? <very>? a|an|the? <bad>
useless|rubbish|bad|terrible|stupid|dumb|crap|awful|wrong|annoying|horrible|unhelpful|shit|ridiculous|nonsense
wtf|damn|fuck|ffs|idiot
bad|stupid|useless|dumb|silly bot|answer|thing|robot
wrong answer|one|article
not <very>? <right>
you|it|that|this are|is|was|were no|not <very>? any|of|much|the? <right>
it|that|this still? did|does not help|work me?
you do|did|can|could not even? understand|help|know|listen me|anything|it|us?
not what i|we <asked> for?
that|this|it is? was? not what i|we <asked> for?
i|we? hate you|this|it bot?
fuck|screw you|off|this|it
you|this|it suck|sucks
""",
    Talk.GOODBYE: """
bye|goodbye|byebye|cya|farewell|ttyl|later|laters|gtg|goodnight|adieu|adios|tchau|tschuss|tschuess|chao|adeus
arrivederci|doei
good bye
bye for? now
see you later|soon|tomorrow|around|monday?
talk to? you? later|soon|tomorrow
take care
have a <good> <day>
until|till next time
until|till tomorrow
i|we have|need|got to go
that|this is|was? all|everything for? now|today?
nothing else
i|we am|are all? done|finished|off
au revoir
a bientot|demain
bonne journee|soiree|nuit
auf wiedersehen
bis bald|spater|dann|morgen
gute nacht
einen? schonen|schoenen tag|abend|feierabend noch?
schones|schoenes wochenende
hasta luego|pronto|manana
nos vemos
ate logo|mais|breve|amanha
tot ziens
""",
    Talk.ARE_YOU_A_BOT: """
are you <very>? a|an? real|live? <bot>
are you artificial intelligence
are you a language model
you a|an <bot>
am|are i|we talking|speaking|chatting|writing to|with <a>? real|live|actual? <bot>|<anybody>
is this|that|it <very>? a|an real|live? <bot>
is <anybody> real|human
who|what are you
who is? this|that
who am i talking|speaking|chatting to|with
what is? your name
do you have a name
who made|built|created|wrote|programmed|developed|owns|runs|trained|designed you
who made|built|created|wrote|programmed|developed this bot
who is? your maker|creator|owner|boss|developer|author
who do you work for
how old are you
where are|do you come? from
do you use ai|chatgpt|gpt
es|etes tu|vous <un> vrai|vraie? <robot>
tu|vous es|etes <un> vrai|vraie? <robot>
qui es|etes tu|vous
bist|sind du|sie <un>? <vraie>? <robot>
wer|was bist|sind du|sie
eres|es usted|tu? <un> <robot> real?
quien eres
voce|tu e|es <un> <robot> real?
quem e|es voce|tu?
""",
    Talk.WANTS_A_PERSON: """
<a> <real>? <human> <human>?
<real> <human>|people
human|humans|agent|representative|rep|operator
can|could <a>? <real>? <human>|<anybody> help|call|contact|phone me|us
is there <anybody> i can|could? talk|speak|chat to|with?
where is? <a> <human>
i|we? do? not want|like to? talk|speak|chat? to|with? a? bot|robot|machine|bots
live chat|support|help
call|phone|ring me back?
is <anybody> available to? help|talk? me?
what is? your phone|telephone|email|contact number|address|details?
your phone|telephone number
no bot|bots|robot|robots
<un> <vraie>? <personne> <reelle>?
<vraie> <personne>
<un>? <vraie> humain|humano
menschen|mitarbeiter|atendente|conseiller|humain|humano
""",
    Talk.WHAT_CAN_YOU_DO: """
what can|could|do|else|will|does you|this|it|quickjump bot|app|thing? do|know|offer|answer for? me|us?
what can|could|do you help me|us? with
what are you for
what are you able|capable to|of do?
what is this|quickjump bot|app|thing|for|about?
what can|could|should|do i|we ask|do|type|say you|here|about?
how do|can|could|should i|we use|ask|start|talk to|with? this|it|you bot|app|thing?
how do|does|can you|this|it|quickjump bot|app|thing? work|help|function me|us?
can|could|would|will you help|assist|support me|us|<anybody>? out|here|with? this|something|it?
help me|us? out?
assist|support me|us
i|we? need|want|would|require like? some|your|a? little? help|assistance|support with? this|something|it?
i|we have|got a|an|another|some quick|small|simple? question|problem|issue|request|questions for? you?
can|may|could i|we ask you? a|something|some? question|questions?
i|we want|need|would|have like? to ask you? a|something|some? question|questions?
quick|another? question
<anybody> can|to|could help me|us?
can|could|is <anybody> able? to? help|assist me|us?
sos
aide|aidez|aider moi?
ai besoin de? aide
je? ai besoin aide
que|quoi peux|pouvez|sais|savez tu|vous faire
pouvez|peux vous|tu maider|aider
je? ai une question
hilfe
hilf|helfen sie? mir
kannst|konnen du|sie|ihr mir? helfen
was kannst|konnen du|sie alles? tun|machen?
ich brauche hilfe
ich habe|hatte eine|ne frage
ayuda|ayudame|ayudeme
necesito ayuda
me? puedes|puede|podria ayudarme|ayudar
que puedes|sabes hacer
tengo una pregunta|duda
ajuda
preciso de ajuda
pode|poderia me? ajudar
me ajude|ajuda
o? que voce pode|sabe|faz fazer?
tenho uma pergunta|duvida
""",
    Talk.TEST: """
test|testing|ping
this|it is only|just? a test
are you working|awake|online|up|listening|ready|on|there|here|around|alive
you there|here|awake|up|around
is this|it|bot thing? working|on|alive|up
does this|it bot|thing? work
do you work
can|do you hear|see|read me|this
hello world
is? <anybody> home|there|here|around
asdf|qwerty|blah|foo
""",
    Talk.STOP: """
stop|quit|exit|enough
stop it|that|this|talking|spamming
stop messaging|bothering|writing me|us
be? quiet
shut up
go away
leave me|us alone
""",
    Talk.NOTHING: """
ok|okay|okey|oki|k|kk|yes|yeah|yep|yup|no|nope|nah|sure|fine|right|alright|gotcha|understood|maybe|perhaps|indeed
please|well|bot|quickjump|svp|bitte|porfa|there|really|agreed|noted|done|oh|ah|aha|ooh|uh|um|er|hmm|mhm|huh|eh|meh|lol|lmao|rofl|haha|xd|omg|oops|whoops|ouch|sorry|pardon
np|nvm|nevermind|brb|idk|dunno|wait|fyi|bump|interesting
all right
of course
i|we see|know|understand|agree|guess|think so?
got it|you
makes sense
oh no|my|dear|god
my bad|mistake
no|not a? problem|worries|idea|clue|sure
you are? welcome
excuse me
never mind
forget it|that
hold on
one|a|just|give me? a|one? moment|second|sec|minute|min
let me|us check|try|see|think it|that|this?
i|we will|can? try|check|see it|that|this?
same here
me too|neither
tell me a|another? joke
say something
are you sure
i|we do not know
oui|non|accord|entendu|ja|nein|genau|verstanden|si|vale|nao|claro
alles klar
in ordnung
de acuerdo|nada|rien
tudo|esta certo
""",
}

# What stands before and behind a person who is asked for. It says nothing by itself.
WISHES = """
i|we would|do? want|need|like|prefer|wish|must|love|have|rather to|for?
i am trying|looking to|for
can|could|may|might i|we|you
how do|can|could|may i|we
how to
is there any|some|a? way|possible? to|for?
is it possible to
let me|us
want|need|get to?
would you|i? like to?
not|no|instead of? a? bot|robot|machine
je veux|voudrais|souhaite|souhaiterais|aimerais|dois|peux
ai besoin de
aimerais|voudrais
puis|pourrais|peux je
est ce que je peux|pourrais
ich mochte|moechte|will|wurde|muss|brauche|hatte
kann|darf|konnte|kannst ich|du mich|mir?
mochte|moechte|bitte
verbinden|verbinde|geben sie? mich|mir
quiero|quisiera|necesito|puedo|podria|deseo
me gustaria
eu? quero|queria|gostaria|preciso|posso|poderia|desejo de?
"""

REACHES = """
talk|speak|chat|talking|speaking|chatting|write|get|connected|transferred|through to|with
talk|speak|chat|call|contact|contacting|reach|ask|get|message
get|give|find|send|bring me|us
connect|transfer|put|switch|hand me|us|this? through|over? to|with
get|put me|us? in? touch|through|hold? with|to|of
be connected|transferred|put through? to|with
is there
help from
parler|discuter a|avec
contacter|joindre|appeler
etre mis|mise en relation|contact avec
mettez|passez moi en|avec? contact|relation? avec?
mit
sprechen|reden|telefonieren|chatten|kontaktieren|verbinden|verbunden|werden
hablar|chatear|contactar|conversar con
contactar
comunicarme|ponerme en? contacto? con
falar|conversar|contactar com
entrar em contato|contacto com
"""

# Who is a person only when somebody wants to reach them: `support` alone is a word to look up.
REACHED = """
<a>? <real>? <real>? <staff>
<anybody> real|human|else|who|can|in|from? can|help|support? me|help?
<real> <real>? team|person|staff|desk|engineer|<human>
you|us|them
quelquun
quelqu un
jemandem|jemanden|jemand|alguien|alguem
a <un>
"""

# What is counted while something is tried out.
COUNTS = """
one|two|three|1|2|3|12|123|1234|12345
"""

# Words that are read as meant, be they misspelt, where they stand alone: few others are one slip away from them.
SAID_ALONE = """
thanks|please|hello|goodbye|human|operator|testing|useless|rubbish|awesome|perfect|excellent|amazing|brilliant|fantastic
wonderful|merci|danke|gracias|obrigado|obrigada|bonjour|hallo
"""

# Words in their own right, though one slip away from a word of small talk.
NO_SLIPS = """
agenda|boot|bots|contract|dance|exist|form|goods|hall|hell|humane|mode|mourning|operate|operated|operates|operators|order
orders|parson|personal|persona|personas|personnel|persons|pinging|resting|roots|sender|store|string|strong|supports
tank|tanks|tasting|tents|tests|text|texting|texts|theme|these|think|thinks|though|track|trade|transfers|trust|unit|waiting|white
"""
