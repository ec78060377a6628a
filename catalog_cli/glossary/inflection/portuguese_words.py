"""The Portuguese words that the rules of portuguese.py need to know; all in lower case."""

from __future__ import annotations

from catalog_cli.glossary.inflection.noun_phrase import pairs, words

LINKS = words(
    "a ante ao aos após até à às com como contra da das de desde do dos em entre na nas no nos num numa para pela "
    "pelas pelo pelos per por pra que sem sob sobre vs x"
)

JOINS = words("& + - / e nem ou – —")
# After another noun these open what does not agree: "camisas manga longa".
APPOSED = words(
    "aro bico cano capacidade comprimento cor decote estampa estilo fundo gola largura manga modelo salto solado "
    "tamanho tela tipo versão"
)

# An adjective after these is theirs: "bolsas de couro sintético".
DESCRIBED = words(
    "aço algodão cobre couro fibra lã linho madeira malha microfibra ouro papel pele plástico pluma prata renda tecido"
)

# What no rule for nouns may touch when the part of speech is not known: particles, and the verb forms of shops.
NEVER_NOUNS = LINKS | words(
    "abaixo acima adicione agora ainda algo alguém algum alguma aliás ambas ambos antes apenas aqui as assim através "
    "atrás atualmente cada clique começa confira contém contêm demais dentro depois desta deste deve digite dois duas "
    "e ela elas ele eles escolha está estão eu é falta faz foi fora há hoje inclui insira isso isto jamais já lave "
    "lhe logo mais mas me menos mesmo mil mostra muito nada não nem nenhum nenhuma nós nunca o onde ontem os ou pode "
    "pois porém porque pouco pós qualquer quando quanto quase quatro quem são se segundo seis seja selecione sempre "
    "sete seu sim somente só também tanto tem termina têm toda todas todo todos três tudo um uma umas uns use vem ver "
    "via você vocês"
)

# Irregular plurals, the likeliest first; nouns in "-ão" that make "-ões" need no entry.
PLURALS = pairs(
    "abdómen=abdómenes abdômen=abdomens aldeão=aldeões|aldeãos alemão=alemães ananás=ananases anão=anões|anãos "
    "ancião=anciãos|anciões|anciães ar-condicionado=ares-condicionados ar=ares arco-íris=arco-íris armazém=armazéns "
    "artesão=artesãos avô=avós|avôs álcool=álcoois ás=ases bem=bens body=bodies botãozinho=botõezinhos "
    "cachorro-quente=cachorros-quentes capitão=capitães carácter=caracteres caráter=caracteres cardigan=cardigans "
    "cartão-presente=cartões-presente|cartões-presentes catalão=catalães cão=cães cãozinho=cãezinhos "
    "charlatão=charlatães|charlatões chá=chás chão=chãos cidadão=cidadãos cirurgião=cirurgiões|cirurgiães "
    "corrimão=corrimãos|corrimões cortesão=cortesãos couve-flor=couves-flores|couves-flor cônsul=cônsules "
    "cristão=cristãos desvão=desvãos deus=deuses display=displays drill=drills e-mail=e-mails email=emails "
    "escrivão=escrivães faisão=faisões|faisães fã=fãs fio-dental=fios-dentais gás=gases gel=géis|geles gol=gols "
    "grão=grãos grill=grills guardião=guardiões|guardiães hífen=hifens hobby=hobbies hortelão=hortelões|hortelãos "
    "id=ids irmão=irmãos íman=ímanes íon=íons juiz=juízes júnior=juniores laser=lasers lã=lãs lilás=lilases "
    "limão=limões login=logins mal=males mamão=mamões matéria-prima=matérias-primas mel=méis|meles náilon=náilons "
    "neon=neons néon=néons nó=nós nylon=nylons obra-prima=obras-primas outdoor=outdoors pagão=pagãos país=países "
    "palavra-chave=palavras-chave|palavras-chaves pá=pás pão=pães pãozinho=pãezinhos "
    "peça-chave=peças-chave|peças-chaves pé=pés pin=pins pixel=pixels plugin=plugins pó=pós pólen=polens "
    "próton=prótons quiz=quizzes raiz=raízes refém=reféns refrão=refrãos|refrães|refrões "
    "relógio-despertador=relógios-despertadores revés=reveses sacristão=sacristães|sacristãos saia-lápis=saias-lápis "
    "salmão=salmões são=sãos sermão=sermões sénior=seniores sênior=seniores short-saia=shorts-saia|shorts-saias "
    "skin=skins sofá-cama=sofás-cama|sofás-camas tabelião=tabeliães trem=trens "
    "vale-presente=vales-presente|vales-presentes vão=vãos verão=verões|verãos viés=vieses vilão=vilões|vilãos "
    "vulcão=vulcões|vulcãos zangão=zangões|zangãos"
)

# Words whose plural is the word itself and whose ending does not say so.
NO_NUMBER = words("blush clímax cós denim durex fênix gloss inox látex ónix ônix premium quadríceps slim tórax xis")

# Words in -s that are no plural, or have no singular with the same sense.
ONLY_IN_S = words(
    "abdomens adeus algumas alguns aliás alvíssaras ambas ambos ananás antes apenas após arredores atlas através "
    "atrás ás bis bíceps bodas bónus bônus cais campus caos chassis clitóris condolências convés corpus cosmos costas "
    "cócegas cós demais depois detrás deus dois duas duzentas duzentos elas eles férias fórceps gás gloss grátis "
    "haveres herpes hifens húmus invés íons íris jamais jeans jus lápis lhes lilás lótus mais mas maus más menos "
    "messias meus mês náilons neons nexus néons novecentos nós núpcias nylons oásis oitocentos onzes ourives outras "
    "outros óculos ônibus ônus país parabéns paraquedas pâncreas pelves pêsames pins pires plugins plus pois polens "
    "pós prótons pus quadríceps quantas quantos quatrocentos quinhentas quinhentos quinzes revés réis seis seiscentos "
    "setecentos seus simples skins soutiens sós status teus ténis tênis todas todos trás trevas trezentas trezentos "
    "três tríceps umas uns várias vários viés vírus víveres vocês xis"
)

# Plurals whose singular the ending does not tell.
SINGULARS = pairs(
    "abajures=abajur alemães=alemão ataques=ataque ateliês=ateliê avós=avó azuis=azul ágeis=ágil álcoois=álcool "
    "árvores=árvore balés=balé bambus=bambu barris=barril baús=baú bebês=bebê bidês=bidê biquínis=biquíni "
    "bistrôs=bistrô boas=boa bonés=boné bons=bom bonsais=bonsai bronzes=bronze buquês=buquê cachês=cachê cafés=café "
    "canis=canil cantis=cantil capitães=capitão caracteres=caráter cães=cão chalés=chalé chás=chá cheques=cheque "
    "chineses=chinês colheres=colher contêineres=contêiner crachás=crachá crus=cru difíceis=difícil dóceis=dócil "
    "dublês=dublê e-mails=e-mail emails=email enfermos=enfermo escoceses=escocês estoques=estoque estores=estore "
    "extremos=extremo fáceis=fácil febris=febril férteis=fértil filés=filé fósseis=fóssil franceses=francês "
    "frágeis=frágil funis=funil fuzis=fuzil gases=gás gazes=gaze gentis=gentil guichês=guichê hambúrgueres=hambúrguer "
    "hábeis=hábil hectares=hectare heróis=herói holandeses=holandês infantis=infantil ingleses=inglês inúteis=inútil "
    "ímanes=íman japoneses=japonês juízes=juiz juniores=júnior juvenis=juvenil leis=lei lilases=lilás líderes=líder "
    "logins=login males=mal mármores=mármore mães=mãe menus=menu meses=mês metrôs=metrô mulheres=mulher nus=nu "
    "pais=pai países=país patês=patê pás=pá pães=pão perfis=perfil perus=peru pés=pé picolés=picolé "
    "portáteis=portátil portugueses=português pôsteres=pôster prazeres=prazer projéteis=projétil purês=purê "
    "quadris=quadril quiosques=quiosque raízes=raiz ramos=ramo refis=refil reis=rei remos=remo retráteis=retrátil "
    "répteis=réptil rímeis=rímel robôs=robô sachês=sachê samurais=samurai saques=saque seniores=sênior sofás=sofá "
    "softwares=software suéteres=suéter suflês=suflê supremos=supremo sutis=sutil t-shirts=t-shirt talheres=talher "
    "tanques=tanque tatus=tatu táteis=tátil táxis=táxi termos=termo têxteis=têxtil toques=toque tricôs=tricô "
    "túneis=túnel úteis=útil versáteis=versátil vezes=vez voláteis=volátil zíperes=zíper"
)

BORROWED_IN_ER = words(
    "airfryer blazer blister booster charger choker cleaner cluster container cooler designer dimmer dispenser folder "
    "freezer gamer jogger mixer player pointer poster primer printer pullover roller router runner scanner scooter "
    "server shaker slicer sneaker speaker starter steamer sticker sweater tester timer toner topper trailer trainer "
    "tuner voucher wrapper"
)
# Nouns that end like infinitives. "-ar" and "-ir" need an entry only where the part of speech is not known.
NOUNS_IN_AR_ER_IR = BORROWED_IN_ER | words(
    "açúcar alguidar altar andar ar auxiliar avatar bar calcanhar caráter câncer celular circular colar colher "
    "contêiner dólar elixir escolar exemplar éter familiar hambúrguer ímpar lar laser limiar líder luar lugar luminar "
    "mar militar mulher néctar nuclear paladar par particular patamar pilar polegar pomar popular póster pôster "
    "prazer pulsar radar repórter revólver samovar sonar suéter talher titular zíper"
)

# Nouns and adjectives in "-ês" that make "-eses"; others are plurals of "-ê".
NOUNS_IN_ES = words(
    "burguês calabrês camponês chinês cortês dinamarquês escocês finlandês francês freguês genovês holandês inglês "
    "irlandês islandês japonês javanês libanês maltês marquês mês milanês montês neozelandês norueguês pedrês polonês "
    "português rês siamês tailandês vietnamês"
)

# Nouns that end like finite verbs and gerunds, where the part of speech is not known.
NOUNS_LIKE_FINITE_VERBS = words(
    "abacaxi apogeu ateu bando bem bisturi breu camafeu coliseu comando dividendo esqui europeu fariseu frenesi "
    "guarani harém homem item javali jovem judeu kiwi liceu lindo lobisomem museu nuvem ordem pneu réu rubi sagui "
    "sushi tandem totem trem vintém"
)

# What stands before a hyphen and does not change: verbs, prefixes, letters.
FIRST_STAYS = words(
    "abre afro alto ante anti apanha apara arranca arranha auto bate beija bem bi caça co conta contra corta cuba e "
    "ex extra guarda hidro infra inter lança lava limpa luso macro mal mata mega micro mini mono multi nano não para "
    "passa pega pica pisa porta pós pre pré pro pró quebra recém saca salva seca semi sobre sub super t tapa tele "
    "tira toca trava tri troca u ultra vice vira x"
)

# Adjectives said before a noun, and particles that stay there.
BEFORE_NOUNS = pairs(
    "alta=altas alto=altos baixa=baixas baixo=baixos boa=boas bom=bons grande=grandes meia=meias meio=meios "
    "melhor=melhores meu=meus minha=minhas mini=mini não=não nossa=nossas nosso=nossos nova=novas novo=novos "
    "outra=outras outro=outros pequena=pequenas pequeno=pequenos pior=piores primeira=primeiras primeiro=primeiros "
    "próxima=próximas próximo=próximos última=últimas último=últimos"
)

# Words that follow a noun and do not change: nouns in apposition, colours named for things, borrowed words.
INVARIABLE_ADJECTIVES = words(
    "abóbora alerta ameixa amêndoa areia avelã azul-celeste azul-marinho baunilha bege berinjela bivolt bordô bronze "
    "café caramelo carvão cáqui cereja champanhe chiclete chocolate chumbo ciano cinza cobre cor-de-rosa coral creme "
    "damasco esmeralda extra ferrugem furta-cor fúcsia gelo grafite grátis grená hortelã índigo jade laranja lavanda "
    "lima limão magenta malva marfim marinho maxi melancia menta midi mini mostarda multiuso multiusos nude ocre "
    "off-white oliva ouro padrão pastel petróleo pérola pêssego pink pistache prata premium púrpura retrô rosa rubi "
    "safira salmão simples standard tabaco telha terracota tijolo titânio turquesa ultravioleta unissex uva "
    "verde-água verde-limão verde-oliva vinho vintage violeta xadrez"
)

FIXED_AFTER_NOUNS = words(
    "aranha baguete baguette baú bebê bluetooth bomber boxer brinde cama canga cargo carteira casal chave chefe "
    "clutch coral corset crochê cropped envelope estrela evasê fitness flare godê hdmi jeans jogger king lápis led "
    "moletom mom oversized palazzo pantacourt pantalona peplum polo presente princesa pufe queen raglan regata rolê "
    "saruel sereia shopper skinny slim solteiro surpresa tomara-que-caia tote tricô tubinho usb wide"
)

# Adjectives that no ending tells, or that make the feminine in "-a": both genders count.
ADJECTIVES = words(
    "aberto absorvente agudo ajustável alto amarelo americano amplo anterior antiaderente antialérgico antiderrapante "
    "antigo antitranspirante aquoso auxiliar avulso azul ácido ágil baixo barato básico bicolor bilíngue bonito "
    "branco brando brasileiro bruto canelado careca caro caseiro castanho celular certo cheio cinzento circular claro "
    "coberto compacto envolto feito gratuito impresso incluso justo robusto satisfeito suspenso "
    "colorido completo comum concentrado confortável correto cru curto denso descartável difícil direito direto "
    "discreto diurno diverso doce dourado duplo duro ecológico elástico ergonômico erguido escolar escuro esquerdo "
    "estreito eterno europeu exato expresso extenso exterior externo extremo familiar fácil felpudo feminino fino "
    "firme fixo flexível fofo forte fosco francês frágil frio fundo gordo grande graúdo grosso hipoalergênico húmido "
    "imenso incolor infantil inferior inglês inteiro intenso interior interno inverso italiano íntimo jovem juvenil "
    "largo legítimo leitoso lento leve limpo lindo linear liso livre líquido longo louro lunar macio maduro magro "
    "maior marítimo marrom masculino materno máximo melhor menor mesmo médio misto miúdo mínimo moderno modular "
    "molhado moreno morno móvel multicor natural negro neutro noturno novo nu nulo oco oculto ótimo particular "
    "paterno peludo pequeno perfeito pesado pior plano plástico pleno pontudo popular portátil posterior potente "
    "preto profundo pronto próprio próspero puro quadrado quente raro raso rápido redondo regular reto retrátil "
    "reverso rígido roxo ruim rústico salgado seco secreto semanal sereno sério sintético solar solto sortido sólido "
    "suave sujo superior supremo sutil tátil tenso terno têxtil tinto torto tricolor triplo turvo usado úmido único "
    "útil vasto vazio velho verde vermelho versátil vivo volátil"
)

# Adjectives of one gender for both, in "-o" or "-a".
GENDERLESS_IN_O_OR_A = words(
    "acrobata agrícola anticaspa asteca autodidata bactericida belga careca cargo celta cosmopolita croata democrata "
    "fungicida hipócrita homicida idólatra inca indígena inseticida maia nómada nômada persa poliglota polo rosa "
    "suicida"
)

# Adjectives whose feminine is irregular, by the masculine; and those in "-or" and "-ês" that have one form.
FEMININES = pairs(
    "alemão=alemã andaluz=andaluza ateu=ateia bom=boa catalão=catalã chorão=chorona cortês=cortês cristão=cristã "
    "cru=crua espanhol=espanhola europeu=europeia grandão=grandona judeu=judia mau=má montês=montês motor=motor "
    "nu=nua pedrês=pedrês são=sã vão=vã"
)

# Nouns whose endings are those of adjectives.
NOUNS_LIKE_ADJECTIVES = words(
    "almofada ambiente atacado avental bancada bebida bordado calçado camada canal cereal cliente comida conquista "
    "cristal cuidado dente detergente diamante elefante entrada entrevista escada fachada fonte gente hospital "
    "jornada jornal lente lista mente mercado metal pedal pente pista pomada ponte pousada presente quintal "
    "refrigerante resultado revista saída salada semente serpente sinal teclado tomada vista"
)

# Nouns that end like participles, where nothing says that a word is an adjective. After a noun, "vestido" is one too.
NOUNS_LIKE_PARTICIPLES = words(
    "cadeado comprimido corrida enxoval estado gelado gramado lado largada medida medicina metade música "
    "ouvido partida pedido plástica praia química sentido tecido telhado técnica vestido vida"
)
