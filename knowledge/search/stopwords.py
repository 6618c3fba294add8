"""Words that carry no meaning of their own, per language: few on purpose, since short questions need theirs.

Each list holds articles, pronouns, prepositions, auxiliaries and question words, without accents (`text.fold`).
They also tell which language an article is written in.
"""

ENGLISH = """
a about am an and any are as at be been being but by can cannot cant could did didnt do does doesnt doing dont for from
get got had has have having he her his how i id if ill im in into is isnt it its ive just me my of on or our please she
should so some than that the their them then there these they this those to too was we were weve what whats when where
which while who why will with wont would you your youre
"""

FRENCH = """
a afin ai ainsi alors as au aucun aussi aux avec avez avoir avons c ca car ce cela celle celui ces cet cette ceux chez
ci comme comment d dans de depuis des dois doit donc dont du elle elles en est et etait ete etes etre eu faire fait faut
il ils j je l la le les leur leurs lors lui m ma mais me mes moi mon n ne nos notre nous on ont ou par pas peut peuvent
peux plus pour pourquoi pourrais pouvez pouvons puis qu quand que quel quelle quelles quels qui quoi s sa sans se
ses si sommes son sont suis sur t ta te tes toi ton tu un une vers voici vos votre vous y
"""

GERMAN = """
aber als am an auch auf aus bei beim bekomme bekommen bekommt bin bis bist bitte da damit dann das dass dem den denn der
deren des dessen dich die dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er
es euch euer fuer fur habe haben hat hatte ich ihm ihn ihr ihre ihrem ihren ihrer im in ist ja kann kein keine koennen
koennte konnen konnte man mein meine meinem meinen meiner mich mir mit mochte moechte muss nach nicht noch nun nur ob
oder ohne sein seine sich sie sind so soll sowie uber ueber um und uns unser unter vom von vor wann warum was weil
welche welchem welchen welcher welches wenn wer werden wie wieder will wir wird wo woher wohin wuerde wurde wurden zu
zum zur
"""

SPANISH = """
a al algo ante antes aquel aquella aqui asi aun aunque cada como con cual cuales cuando cuanta cuanto de del desde donde
dos durante el ella ellas ellos en entre era es esa ese eso esta estan estas este esto estos estoy fue ha hacer hacia
hago han hasta hay he la las le les lo los mas me mi mis muy ni no nos nosotros nuestra nuestro nuestros o otra otro
para pero podria por porque puede pueden puedes puedo pues que quien se sea segun ser si sin sobre solo son soy su sus
tambien te tengo tiene tu tus un una uno unos y ya yo
"""

PORTUGUESE = """
a ao aos as ate com como consigo cujo da das de dela dele deles depois dessa desse desta deste destes do dos e ela elas
ele eles em entre era essa essas esse esses esta estao estas este eu faco fazer foi foram ha isso isto ja lhe mais mas
me mesmo meu meus minha minhas muito na nao nas nem nessa nesse nesta neste no nos nossa nosso num numa o onde os ou
para pela pelas pelo pelos pode podem podemos poderia por porque posso quais qual quando quanto que quem se sem ser seu
seus so sobre sua suas tambem te tem tenho um uma umas uns voce voces
"""

ITALIAN = """
a ad agli ai al alla alle allo anche c che chi ci come con cosa cui da dagli dai dal dalla dalle dei del della delle
dello di do dove e ed era essere fare gli ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie miei
mio ne nei nel nella nelle no noi non nostro o perche per piu posso puo qual quale quando quello questa questo se sei si
sia sono su sua sue sui sul sulla suo ti tra tu tuo un una uno vi voi
"""

DUTCH = """
aan al alle als bij dan dat de der des deze die dit doe door dus een en er geen had heb hebben heeft hem het hier hij
hoe hun ik in is je jij jouw kan kon kunnen maar me meer men met mij mijn moet na naar niet nog nu of om omdat ons
onze ook op over te tot u uit uw van veel voor waar waarom was wat we wel welke wie wij wil worden wordt zal ze zich
zij zijn zo zou
"""

BY_LANGUAGE: dict[str, frozenset[str]] = {
    "english": frozenset(ENGLISH.split()),
    "french": frozenset(FRENCH.split()),
    "german": frozenset(GERMAN.split()),
    "spanish": frozenset(SPANISH.split()),
    "portuguese": frozenset(PORTUGUESE.split()),
    "italian": frozenset(ITALIAN.split()),
    "dutch": frozenset(DUTCH.split()),
}

ALL_STOP_WORDS = frozenset().union(*BY_LANGUAGE.values())
