/** A few everyday words of other languages, so that a plain request is understood in them too. */
export const otherWords = (): string => `
stop: der, die, das, den, dem, des, ein, eine, einen, einem, einer, bitte, mir, es, gibt, gibt es, sind, ist, sich, auch, mal, le, la, les, un, une, el, los, las, una, por favor, il, y a-t-il, hay, est, sont, son, me, ich, möchte, alle die, du, mon, mes, mis, mi, si, que, qui, hat, haben, ont, il y a, ihr, welche sind, queda, quedan, cuánta, cuánto, cuanta, cuanto, gib mir, zeig mir, wo, der datei, combien, reste, reste-t-il, bitte alle, quel est, quelle est, cuál es, cual es, wie ist, wie lautet, wieviel, wie viel, somme de contrôle, des fichiers, les fichiers, this
all: alle, allen, jede, jeder, jedes, jedem, tous, toutes, tout, todos, todas, cada, chaque, sämtliche
show: zeige, zeig, zeigen, liste, auflisten, anzeigen, gib, ausgeben, afficher, affiche, montre, montrer, lister, muestra, mostrar, muéstrame, lista, listar, nenne, enumera, enseña, anzeige
ask: welche, welcher, welches, was, quels, quelles, quel, quelle, cuáles, cuales, qué, cuál, wer, qu'est-ce
find: finde, finden, suche, suchen, trouve, trouver, cherche, chercher, busca, buscar, encuentra, encontrar, such
count: wie viele, wieviele, anzahl, zähle, zählen, combien de, combien, compter, compte, cuántos, cuantos, cuántas, cuantas, contar, cuenta, nombre de, número de, numero de
largest: größte, größten, grösste, grössten, plus gros, plus grands, plus grand, plus grande, más grande, mas grande, más grandes, größter, mayor
newest: neueste, neuesten, plus récent, plus récents, más reciente, más recientes, neuste, neusten
oldest: älteste, ältesten, plus ancien, más antiguo
delete: lösche, löschen, entferne, entfernen, supprime, supprimer, efface, effacer, borra, borrar, elimina, eliminar, lösch
copy: kopiere, kopieren, copie, copier, copia, copiar
move: verschiebe, verschieben, déplace, déplacer, mueve, mover
rename: umbenennen, benenne, renomme, renommer, renombra, renombrar
create: erstelle, erstellen, lege an, anlegen, crée, créer, crea, crear, erzeuge
replace: ersetz, ändere, ändern, change, changer, cambia, cambiar, ersetze, ersetzen, remplace, remplacer, reemplaza, reemplazar, sustituye
sort: sortiere, sortieren, sortiert, trie, trier, trié, ordena, ordenar, ordenado, ordenados
compress: komprimiere, komprimieren, packe, compresse, compresser, comprime, comprimir
extract: entpacke, entpacken, extrais, extraire, descomprime, descomprimir, extrae
file: datei, dateien, fichier, fichiers, archivo, archivos, fichero, ficheros
folder: ordner, verzeichnis, verzeichnisse, dossier, dossiers, répertoire, répertoires, carpeta, carpetas, directorio, directorios, ordnern, verzeichnissen
recursive: auch in unterordnern, in unterordnern, unterordner, unterordnern, unterverzeichnissen, sous-dossiers, subcarpetas, in allen unterordnern, insgesamt auch in unterordnern, y compris les sous-dossiers, en subcarpetas, rekursiv, mit unterordnern, incluidas las subcarpetas, einschließlich unterordner
here: hier, ici, aquí, aqui, aktuellen verzeichnis, aktuellen ordner, aktuelles verzeichnis, diesem ordner, diesem verzeichnis, répertoire courant, dossier courant, ce dossier, directorio actual, carpeta actual, esta carpeta, este directorio
sum: insgesamt, gesamt, summe, au total, en total, total, somme, suma
line: zeile, zeilen, ligne, lignes, línea, líneas, linea, lineas
word: wörter, wort, mots, mot, palabras, palabra
size: größe, taille, tamaño, groß
head: erste, ersten, premières, premiers, première, premier, primeras, primeros, primera, primer
tail: letzte, letzten, dernières, derniers, dernière, dernier, últimas, últimos, última, último
more-than: größer als, mehr als, über, plus de, plus grand que, más de, mayor que, mayores de, supérieurs à, mayores que, plus grands que, plus gros que
less-than: kleiner als, weniger als, moins de, menos de, menor que
older: vieux de plus de, älter als, plus vieux que, más antiguos que, plus anciens que
p-in: im, in, dans, en, sous, unter, aus, enthalten in, bajo, auf
p-from: von, vom, de, du, des, desde
p-of: von, der, de, del, du
p-to: nach, zu, vers, a, hacia, en, durch, par, por, à, al
p-as: como, comme, als
sha256: somme sha256, sha256-summe, suma sha256
md5: somme md5, md5-summe, suma md5
p-with: mit, avec, con, durch, par, por
p-and: und, et, y, e
p-or: oder, ou, o
p-named: namens, nommé, nommée, llamado, llamada, genannt, appelé
contains: enthalten, enthält, die enthalten, contenant, contiennent, contient, que contienen, contienen, contiene, mit dem wort, avec le mot, con la palabra, enthaltend
not: nicht, kein, keine, pas, no, ne, ohne, sin, sans
within: in den letzten, der letzten, ces derniers, dans les derniers, en los últimos, seit, durant les derniers
modify-time: geändert, geänderte, geänderten, modifié, modifiés, modificados, modificado, wurden geändert
link: symbolischen links, symbolische links, symlinks, liens symboliques, lien symbolique, enlaces simbólicos, enlace simbólico
not-recursive: ohne unterordner, ohne unterverzeichnisse, sans sous-dossiers, sin subcarpetas, nicht rekursiv
login-shell: shell de connexion, login-shell, shell de inicio
disk: festplatte, speicherplatz, disque, disco, espace disque, espacio en disco
free: frei, freier, libre, disponible, freien, verfügbar
memory: speicher, arbeitsspeicher, mémoire, memoria
process: prozess, prozesse, processus, proceso, procesos
date: datum, heute, date, fecha
time: uhrzeit, uhr, heure, hora
hostname: rechnername, nom de la machine, nombre de la máquina, nombre del equipo, nom d'hôte
branch: zweig, branche, rama
user: benutzer, utilisateur, usuario, utilisateurs, usuarios
empty: leere, leer, leeren, vides, vide, vacíos, vacío, vacía, vacías
unique: eindeutige, verschiedene, uniques, únicas, únicos, unterschiedliche, distintas
reverse: absteigend, décroissant, descendente, umgekehrt, de mayor a menor, du plus grand au plus petit
ascending: aufsteigend, croissant, ascendente, de menor a mayor, du plus petit au plus grand
numerical: numéricamente, numericamente, numerisch, numériquement
alphabetical: alphabetisch, alphabétique, alfabético, alfabéticamente
link: links, symbolische links, symbolischen links, symlinks, liens symboliques, lien symbolique, enlaces simbólicos, enlace simbólico
not-recursive: ohne unterordner, nicht in unterordnern, sans sous-dossiers, sans les sous-dossiers, sin subcarpetas, ohne unterverzeichnisse
login-shell: shell de connexion, login-shell, anmelde-shell, shell de inicio
append: hänge an, anhängen, füge hinzu, hinzufügen, ajoute, ajouter, añade, añadir, agrega
average: durchschnitt, mittelwert, moyenne, media, promedio
permission: rechte, berechtigung, berechtigungen, permissions, droits, permisos
starts-with: beginnen mit, beginnt mit, anfangen mit, commençant par, commencent par, que empiezan por, que empiezan con, empiezan por
ends-with: enden auf, endet auf, finissant par, se terminant par, que terminan en, terminan en
item: inhalt, contenu, contenido
stop: bitte mal, mir bitte, s'il te plaît, s'il vous plaît, welche es gibt, die sich, darin, davon, contenus dans, ces, cette, cet, esos, estos, esta, este, werden, wurde, wird, habe, hat, haben, hat die, a la, ai-je, tiene, tienen, tengo, il y a dans, hay en, du fichier, de la colonne
show: zeig mir, gib mir, gib aus, nenn mir, donne, donne-moi, montre-moi, dis-moi, dame, dime, enséñame, drucke, imprime, imprimir
ask: was ist, wo ist, wo, wann, quelle est, quel est, quels sont, quelles sont, où est, cuál es, cuáles son, dónde está, dónde
count: wie viel, wie oft, combien y a-t-il de, combien y a-t-il, cuántos hay, cuántas hay, compte le nombre de, cuenta las
today: heute, aujourd'hui, hoy
yesterday: gestern, hier soir, ayer
largest: größtes, grösstes, größere, am größten, le plus gros, la plus grosse, les plus gros, el más grande, la más grande, los más grandes
smallest: kleinste, kleinsten, kleinstes, plus petit, plus petits, más pequeño, más pequeños
newest: neuestes, zuletzt geänderte, zuletzt geänderten, dernier modifié, derniers modifiés, la plus récente, más nuevo
longest: längste, längsten, plus longue, plus long, más larga, más largo
max: höchste, höchsten, höchster, maximale, plus élevé, plus haute, plus haut, más alto, más alta, máximo, máxima
min: niedrigste, niedrigsten, minimale, plus bas, plus basse, más bajo, más baja, mínimo, mínima
most-frequent: häufigste, häufigsten, am häufigsten, plus fréquent, plus fréquents, más frecuente, más frecuentes, más común
frequency: wie häufig, combien de fois, cuántas veces, häufigkeit
duplicates: doppelte, doppelten, mehrfach, en double, doublons, duplicadas, duplicados, repetidas, repetidos
more-than: mehr als, höher als, grösser als, plus grands que, plus gros que, más grandes que, más grande que, superiores a, mayores a, au-dessus de, por encima de, de plus de, de más de, über
less-than: kleiner als, weniger als, plus petits que, más pequeños que, menores que, menores de, inférieurs à, inferiores a, unter
older: älter als, plus anciens que, plus vieux que, más viejos que, más antiguos de, vor mehr als
within: in der letzten, im letzten, innerhalb der letzten, au cours des dernières, depuis, dans la dernière, durante la última, en la última, en las últimas
modify-time: modifiées, modifiée, modificada, modificadas, veränderte, verändert, bearbeitet, geänderter, changés, cambiados, cambió
column: spalte, spalten, colonne, colonnes, columna, columnas
character: zeichen, caractères, caracteres
name: name, namen, nom, noms, nombre, nombres
number-noun: zahlen, zahl, nombres, números
text: text, texte, texto
image: bild, bilder, bildern, images, imágenes, imagen
hidden: versteckte, versteckten, versteckt, cachés, caché, ocultos, oculto
reverse: rückwärts, umgekehrter reihenfolge, in umgekehrter reihenfolge, à l'envers, en ordre inverse, dans l'ordre inverse, al revés, en orden inverso, inverso, größte zuerst
unique: ohne duplikate, ohne doppelte, sans doublons, sin duplicados, sin repetir, einmalig
not-contains: ohne das wort, nicht enthalten, die nicht enthalten, ne contenant pas, ne contiennent pas, que no contienen, sin la palabra
case-insensitive: groß- und kleinschreibung egal, ohne groß- und kleinschreibung, sans tenir compte de la casse, sin distinguir mayúsculas
number-lines: mit zeilennummern, zeilennummern, avec les numéros de ligne, numéros de ligne, con números de línea
disk-usage: wie viel platz, speicherverbrauch, wie gross ist, wie groß ist, quelle est la taille de, espace occupé, cuánto ocupa, cuánto espacio ocupa, espacio ocupado
checksum: prüfsumme, somme de contrôle, suma de comprobación
make-executable: ausführbar, exécutable, ejecutable
uppercase: großbuchstaben, majuscules, mayúsculas
lowercase: kleinbuchstaben, minuscules, minúsculas
error: fehler, erreurs, erreur, errores
warning: warnungen, warnung, avertissements, advertencias
insert: füge ein, insère, inserta
write: schreibe, speichere, écris, enregistre, sauvegarde, escribe, guarda, schreib, speicher
new: neue, neuen, neuer, neues, nouveau, nouvelle, nouveaux, nuevo, nueva, nuevos
archive: archiv, archives, archivo comprimido
group: gruppe, gruppen, groupe, groupes, grupo, grupos
home: home-verzeichnis, répertoire personnel, directorio personal
running: laufenden, laufende, läuft, en cours, en ejecución
kill: beende, beenden, termine, terminer, tue, mata, termina, stoppe
used: verwendet, belegt, utilisé, utilisée, usado, usada, genutzt
between: zwischen, entre
per: pro, par, por, je
head: die ersten, les premières, les premiers, las primeras, los primeros, der ersten
tail: die letzten, les dernières, les derniers, las últimas, los últimos, der letzten
`;
