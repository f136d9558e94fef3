"""Words that lessons, lists and hashtags are made of: a row of one sort is no recovery phrase.

Each sort is the listed English words of one thing people make lists of. Of twelve words drawn from
2,048, half are of one sort once in some 30,000 times; of French ones, once in 140,000. The Spanish
sort is longer: more than half are of it once in 37,000 times, half would be once in 3,000.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

_SORTS = (
    """
    time year people way day man thing woman life child world school state family student group
    problem hand part place case week company system program question work number night point
    home water room mother area money story fact month lot right study book eye job word business
    issue side kind head house service friend father power hour game line end law car city name
    team minute idea body information back parent face level office door health person art war
    history party result change morning reason research girl moment air teacher force education
    arm leg foot ear nose mouth neck knee elbow finger toe skin bone blood heart brain hair
    food tree dog cat bird fish horse cow sun moon rain snow wind table chair bed window
    """,
    """
    animal bird buffalo cat cattle chicken coyote crane cricket deer dinosaur dog dolphin
    donkey dove duck eagle elephant fish fly fox frog giraffe goat goose gorilla hamster
    hawk hedgehog hen horse insect jaguar kangaroo kitten kiwi leopard lion lizard lobster
    mammal monkey mosquito mouse mule ostrich oyster panda panther parrot pelican pet pig
    pigeon pony puppy rabbit raccoon raven salmon salon shell shrimp snake spider squirrel
    swallow swarm tiger tortoise tuna turkey turtle wasp whale wolf zebra
    """,
    """
    apple avocado bacon bamboo banana basket bean beef bread broccoli butter cabbage cake
    candy cereal cheese chef cherry chicken cinnamon coconut coffee cook corn cream crunch
    cup dinner dish drink dry duck egg fish food fork fresh fruit garlic ginger grain grape
    grocery honey ice jelly juice ketchup kitchen kiwi lemon lobster lunch mango maple meat
    milk mushroom noodle nut oil olive onion orange oven oyster peanut pear pepper pizza
    plate potato pudding pulp pumpkin recipe rice salad salmon salt sauce sausage shrimp
    slice snack soda soup spice spoon steak sugar sweet syrup toast tomato tuna turkey water
    wheat wine
    """,
    """
    actor actress adult artist aunt baby boy brother captain chef child coach cousin
    daughter dentist doctor family father friend girl guard hero husband judge kid lady man
    mother nephew nurse parent people person pilot police sister soldier student uncle wife
    woman
    """,
    """
    ankle arm blood body bone brain chest elbow eye eyebrow face finger foot hair hand head
    heart hip knee leg muscle neck nose rib shoulder skin stomach thumb toe tongue tooth
    wrist
    """,
    """
    bag basket bench blanket book box brick broom brush carpet chair clock couch cup curtain
    desk dish door fan fence floor fork garage garbage garden gate glue hammer home key
    kitchen knife lamp laptop mirror oven paper pen pencil phone piano plate radio roof room
    scissors soap spoon table toilet tool tray umbrella vacuum wall window
    """,
    """
    autumn beach canyon cave cliff cloud coral desert earth field fire flower fog forest
    frost garden grass hill ice island jungle lake leaf moon mountain ocean planet pond rain
    river sand sea season snow spring stone summer sun sunny sunset thunder tornado tree
    valley volcano water wave weather winter world
    """,
    """
    belt blouse cotton dress fabric fashion glove hat jacket jeans jewel purse ring shoe
    silk skirt sock suit uniform wear wool
    """,
    """
    airport bicycle bike boat bridge bus canoe car cruise drive flight fly journey ride road
    rocket sail ship street subway taxi ticket traffic train travel trip truck tube tunnel
    van vehicle wagon wheel
    """,
    """
    art artist beach beauty book business camera cat city coffee comic cook culture dance
    design dog economy enjoy family fashion film fitness food friend fun game garden gym
    happy health history hobby hockey holiday home inspire job life love movie music nature
    news ocean pet photo science smile soccer song sport style summer sunset swim tennis
    theme travel trend update video vintage weekend world
    """,
    """
    above again always animal another answer around because before believe between book
    bright brother build busy caught change city color country decide describe early earth
    enough example family famous father favorite follow friend garden great group high
    island kite knife language learn leave letter library light measure minute mother
    mountain night number often paper pencil people picture piece place play please point
    question quick remember right school science second sentence sister small sound special
    spell story student surprise teach thing thought together travel under until water
    weather weird where woman wonder world write young
    """,
    """
    add agree allow arrive ask avoid become begin believe bring build call carry catch
    change choose clean climb close come cook cover cross cry dance decide discover dream
    dress drink drive enjoy enter explain feed feel find finish fly follow forget give grow
    have help hold hope hurt invite join jump keep kick know laugh learn leave like live
    love make move need offer open order play pull push put receive remember repeat ride
    ring run save say sell shine sing sleep smile speak spend stand start stay swim talk
    teach tell thank throw travel try turn use visit wait walk want wash wear win wish work
    write
    """,
    """
    angry bitter black blue brave brown busy calm clean clever cute day double dry early
    easy eight empty first funny gold good green half happy hard heavy high hour hundred
    hungry kind lazy light long loud minute month morning near nice night old one orange
    pink pretty quick rich rough rude sad safe second seven short silly silver six slow
    small smart smooth soft strong sweet ten three tired today tomorrow twelve two ugly wet
    wide year yellow young
    """,
)
_SPANISH = """
    agua alumno amigo amor arbol arroz ave avion azul bano bebe bebida blanco boca bolsa
    bote brazo caballo cabeza cadena caja calle cama carne carro carta casa cebolla cielo
    cien cinco cine ciudad cocina codo collar comida conejo copa corazon cuatro cuchara
    cuello dedo dia diente diez doce dos dulce enero espejo falda familia febrero feliz flor
    foto fresa fruta fuego gafas gallo gato gorra grupo guante hermano hielo hierro hijo
    hoja hombre hora hormiga horno hueso huevo jabon jamon jardin joven jueves jugo junio
    labio lana lapiz leche lengua leon letra libro limon llave lluvia lobo luna lunes luz
    madre maiz mano mar martes melon mes metro miel mono mujer mundo musica naranja nariz
    negro nino noche nube nueve nuez ocho ojo oreja oro oso otono oveja padre pajaro pan
    papel parque pelo pera perro pez pie piedra pierna pintor piso plata playa plaza pollo
    primo puerta queso reloj rey rio rodilla rojo ropa rosa rueda sabado salon sandia seis
    semana siete silla sol sopa taza techo telefono tenis tiempo tienda tigre tio toro tren
    tres uno uva vaca vaso veinte vela verano verde viernes vino zapato zorro
"""
_FRENCH = """
    abeille animal argent avion avril bateau beurre boire bonbon boucle carotte cerise
    chaise chambre chaton cheval chien chiffre chocolat cinema citron classe cloche couteau
    crayon cuisine docteur doigt ecole epaule etoile famille farine femme feuille fleur
    frere froid fromage fruit genou glace gomme grand guitare hiver jambe jardin jaune jeudi
    lampe lapin legume lettre lundi maison mardi mouche moulin mouton neige nuage oiseau
    orange oreille panda pantalon papier petit piano pierre piscine pluie poisson raisin
    renard requin rideau rouge salade samedi semaine soleil sucre tapis tasse tomate tortue
    train travail valise viande village violon visage voiture zebre
"""
_LESSONS: Mapping[str, tuple[frozenset[str], ...]] = {
    "english": tuple(frozenset(words.split()) for words in _SORTS),
    "spanish": (frozenset(_SPANISH.split()),),
    "french": (frozenset(_FRENCH.split()),),
}
EVERYDAY = frozenset(word for words in _SORTS for word in words.split())


def is_lesson(words: Set[str], language: str, *, or_mixed: bool) -> bool:
    """Return whether half of some different listed words are of one sort; in Spanish, more.

    `or_mixed`: or nearly all are of any.
    """
    least = len(words) + (language == "spanish")
    if any(2 * len(lesson & words) >= least for lesson in _LESSONS.get(language, ())):
        return True
    return or_mixed and language == "english" and 6 * len(EVERYDAY & words) >= 5 * len(words)
