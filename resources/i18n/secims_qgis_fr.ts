<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>SecimsQgis</name>
        <message>
            <source>The service was asked for {asked}, and says that it sends {named}.</source>
            <translation>Le SCR {asked} a été demandé au service, qui indique envoyer {named}.</translation>
        </message>
        <message>
            <source>{reference}: the layer lies {distance} {direction}; {share} of its points agree</source>
            <translation>{reference} : la couche se trouve {distance} plus {direction} ; {share} de ses points concordent</translation>
        </message>
        <message>
            <source>a trusted layer</source>
            <translation>une couche de confiance</translation>
        </message>
        <message>
            <source>For all layers of this project that are in {crs}. No file is changed.</source>
            <translation>Pour toutes les couches de ce projet dont le SCR est {crs}. Aucun fichier n’est modifié.</translation>
        </message>
        <message>
            <source>The map uses {crs}, and layers in other CRSs line up with it.</source>
            <translation>La carte utilise {crs}, et les couches d’autres SCR s’y superposent.</translation>
        </message>
        <message>
            <source>“{name}”</source>
            <translation>« {name} »</translation>
        </message>
        <message>
            <source>the reference</source>
            <translation>la référence</translation>
        </message>
        <message>
            <source>Compared with {name}, it lies where it should, to {distance}.</source>
            <translation>Comparée à {name}, la couche est là où elle doit être, à {distance} près.</translation>
        </message>
        <message>
            <source>Drawn {away}, compared with {name}: {says}, but {crs} would put it right.</source>
            <translation>Affichée {away}, par comparaison avec {name} : {says}, mais {crs} la placerait correctement.</translation>
        </message>
        <message>
            <source>Drawn {away}, compared with {name}.</source>
            <translation>Affichée {away}, par comparaison avec {name}.</translation>
        </message>
        <message>
            <source>That is what a datum shift makes that was left out, {distance} here: ask the organisation how the coordinates were transformed.</source>
            <translation>C’est l’effet d’une transformation de datum omise, soit {distance} ici : demandez à l’organisation comment les coordonnées ont été transformées.</translation>
        </message>
        <message>
            <source>Not verifiable from its extent: a datum shift that was left out earlier, {distance} here. Compare it with a layer that you trust.</source>
            <translation>Non vérifiable d’après son emprise : une transformation de datum omise auparavant, soit {distance} ici. Comparez-la avec une couche de confiance.</translation>
        </message>
        <message>
            <source>{name}, accuracy unknown</source>
            <translation>{name}, précision inconnue</translation>
        </message>
        <message>
            <source>none known</source>
            <translation>aucune connue</translation>
        </message>
        <message>
            <source>none needed</source>
            <translation>aucune nécessaire</translation>
        </message>
        <message>
            <source>QGIS knows no datum shift here and leaves it out.</source>
            <translation>QGIS ne connaît ici aucune transformation de datum et l’omet.</translation>
        </message>
        <message>
            <source>a shift set in the project</source>
            <translation>une transformation définie dans le projet</translation>
        </message>
        <message>
            <source>A better one, {shift}, needs the grid {grid}, which is missing.</source>
            <translation>Il en existe une meilleure, {shift}, mais elle nécessite la grille {grid}, qui manque.</translation>
        </message>
        <message>
            <source>It is not published freely; ask the mapping agency for it.</source>
            <translation>Elle n’est pas diffusée librement ; demandez-la à l’organisme cartographique.</translation>
        </message>
        <message>
            <source>Get it from {url}, put it into the folder {folder}, and start QGIS again.</source>
            <translation>Téléchargez-la depuis {url}, placez-la dans le dossier {folder} et redémarrez QGIS.</translation>
        </message>
        <message>
            <source>QGIS would leave the datum shift out, although {shift}, is available.</source>
            <translation>QGIS omettrait la transformation de datum, alors que {shift}, est disponible.</translation>
        </message>
        <message>
            <source>QGIS would use {used}, although {better}, is available.</source>
            <translation>QGIS utiliserait {used}, alors que {better}, est disponible.</translation>
        </message>
        <message>
            <source>The two are {metres:.1f} m apart here.</source>
            <translation>L’écart entre les deux est ici de {metres:.1f} m.</translation>
        </message>
        <message>
            <source>as they stand, the coordinates put the layer {away}; exchanged, they fit {crs}.</source>
            <translation>telles quelles, les coordonnées placent la couche {away} ; inversées, elles correspondent à {crs}.</translation>
        </message>
        <message>
            <source>as they stand, the coordinates are nowhere on earth; exchanged, they fit {crs}.</source>
            <translation>telles quelles, les coordonnées ne se trouvent nulle part sur Terre ; inversées, elles correspondent à {crs}.</translation>
        </message>
        <message>
            <source>X and Y are swapped</source>
            <translation>X et Y sont inversés</translation>
        </message>
        <message>
            <source>The file itself has to be mended; its organisation can do that.</source>
            <translation>C’est le fichier lui-même qu’il faut corriger ; son organisation peut le faire.</translation>
        </message>
        <message>
            <source>The service itself has to be mended; its organisation can do that.</source>
            <translation>C’est le service lui-même qu’il faut corriger ; son organisation peut le faire.</translation>
        </message>
        <message>
            <source>{crs} would fit as well, {distance} away; an extent cannot tell which is right.</source>
            <translation>{crs} conviendrait aussi, à {distance} de là ; une emprise ne permet pas de savoir lequel est le bon.</translation>
        </message>
        <message>
            <source>{crs} and {other} would fit as well, {distance} away; an extent cannot tell which is right.</source>
            <translation>{crs} et {other} conviendraient aussi, à {distance} de là ; une emprise ne permet pas de savoir lequel est le bon.</translation>
        </message>
        <message>
            <source>The record has no extent, so this was held against Saint Lucia only.</source>
            <translation>La fiche n’a pas d’emprise ; la comparaison n’a donc été faite qu’avec Sainte-Lucie.</translation>
        </message>
        <message>
            <source>{crs}, not {other}, which the file says</source>
            <translation>{crs}, au lieu de {other} qu’indique le fichier</translation>
        </message>
        <message>
            <source>{crs}, not {other}, which the service says</source>
            <translation>{crs}, au lieu de {other} qu’indique le service</translation>
        </message>
        <message>
            <source>Drawn {away}</source>
            <translation>Affichée {away}</translation>
        </message>
        <message>
            <source>Cannot be drawn</source>
            <translation>Impossible à afficher</translation>
        </message>
        <message>
            <source>{says}, but its coordinates, {range}, fit {crs}.</source>
            <translation>{says}, mais ses coordonnées ({range}) correspondent à {crs}.</translation>
        </message>
        <message>
            <source>The coordinates fit none of the CRSs that are used in Saint Lucia, nor with X and Y exchanged.</source>
            <translation>Les coordonnées ne correspondent à aucun des SCR utilisés à Sainte-Lucie, même avec X et Y inversés.</translation>
        </message>
        <message>
            <source>Its extent reaches to 0, 0: some features probably have no real coordinates.</source>
            <translation>Son emprise va jusqu’à 0, 0 : certaines entités n’ont probablement pas de vraies coordonnées.</translation>
        </message>
        <message>
            <source>{share} of the layer lies inside {area}.</source>
            <translation>{share} de la couche se trouve à l’intérieur de {area}.</translation>
        </message>
        <message>
            <source>none of the layer lies inside {area}.</source>
            <translation>aucune partie de la couche ne se trouve à l’intérieur de {area}.</translation>
        </message>
        <message>
            <source>Not where it should be.</source>
            <translation>La couche n’est pas là où elle doit être.</translation>
        </message>
        <message>
            <source>in {crs}, which the file says, the coordinates {range} are nowhere on earth.</source>
            <translation>avec {crs}, qu’indique le fichier, les coordonnées {range} ne se trouvent nulle part sur Terre.</translation>
        </message>
        <message>
            <source>in {crs}, which the service says, the coordinates {range} are nowhere on earth.</source>
            <translation>avec {crs}, qu’indique le service, les coordonnées {range} ne se trouvent nulle part sur Terre.</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Position</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Référence</translation>
        </message>
        <message>
            <source>In the right place</source>
            <translation>Position correcte</translation>
        </message>
        <message>
            <source>CRS unknown</source>
            <translation>SCR inconnu</translation>
        </message>
        <message>
            <source>Record and data name different CRSs</source>
            <translation>La fiche et les données indiquent des SCR différents</translation>
        </message>
        <message>
            <source>Not where its record says</source>
            <translation>Position différente de celle de la fiche</translation>
        </message>
        <message>
            <source>Wrong CRS</source>
            <translation>SCR erroné</translation>
        </message>
        <message>
            <source>Position not checked</source>
            <translation>Position non vérifiée</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>Fiche</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Fichier</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Service</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Données reçues</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>Coordonnées</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Couche</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>Projet</translation>
        </message>
        <message>
            <source>no CRS</source>
            <translation>aucun SCR</translation>
        </message>
        <message>
            <source>Datum shift</source>
            <translation>Transformation de datum</translation>
        </message>
        <message>
            <source>Certainty</source>
            <translation>Certitude</translation>
        </message>
        <message>
            <source>{metres:.1f} m off by its datum shift</source>
            <translation>Décalée de {metres:.1f} m par sa transformation de datum</translation>
        </message>
        <message>
            <source>certain: position and record agree</source>
            <translation>certain : la position et la fiche concordent</translation>
        </message>
        <message>
            <source>likely: no other CRS known here fits</source>
            <translation>probable : aucun autre SCR connu ici ne convient</translation>
        </message>
        <message>
            <source>unsure: an extent cannot decide it</source>
            <translation>incertain : une emprise ne permet pas de trancher</translation>
        </message>
        <message>
            <source>names no CRS</source>
            <translation>n’indique aucun SCR</translation>
        </message>
        <message>
            <source>{crs}, as asked</source>
            <translation>{crs}, comme demandé</translation>
        </message>
        <message>
            <source>{crs}, though {asked} was asked for</source>
            <translation>{crs}, alors que {asked} a été demandé</translation>
        </message>
        <message>
            <source>says no CRS</source>
            <translation>n’indique aucun SCR</translation>
        </message>
        <message>
            <source>fit {crs}</source>
            <translation>correspondent à {crs}</translation>
        </message>
        <message>
            <source>fit {crs}, not {other}</source>
            <translation>correspondent à {crs}, pas à {other}</translation>
        </message>
        <message>
            <source>{crs}, as the file says</source>
            <translation>{crs}, comme l’indique le fichier</translation>
        </message>
        <message>
            <source>{crs}, as the service says</source>
            <translation>{crs}, comme l’indique le service</translation>
        </message>
        <message>
            <source>{crs}, set by you</source>
            <translation>{crs}, SCR défini par vous</translation>
        </message>
        <message>
            <source>{crs}, set in this project</source>
            <translation>{crs}, SCR défini dans ce projet</translation>
        </message>
        <message>
            <source>Reads the two columns the other way round. The file stays as it is.</source>
            <translation>Lit les deux colonnes dans l’ordre inverse. Le fichier reste tel quel.</translation>
        </message>
        <message>
            <source>QGIS exchanges X and Y as they arrive. The service stays as it is.</source>
            <translation>QGIS inverse X et Y à leur arrivée. Le service reste tel quel.</translation>
        </message>
        <message>
            <source>Writes {name} with X and Y exchanged, and shows that. The file stays as it is.</source>
            <translation>Écrit {name} avec X et Y inversés et affiche ce fichier. Le fichier d’origine reste tel quel.</translation>
        </message>
        <message>
            <source>Writes {name} with the right CRS inside, and shows that. The file stays as it is.</source>
            <translation>Écrit {name} avec le bon SCR et affiche ce fichier. Le fichier d’origine reste tel quel.</translation>
        </message>
        <message>
            <source>Writes {name} transformed to {crs}, and shows that. The file stays as it is.</source>
            <translation>Écrit {name} après transformation vers {crs} et affiche ce fichier. Le fichier d’origine reste tel quel.</translation>
        </message>
        <message>
            <source>Puts {crs} into {place}, so that every program reads it. No coordinate changes.</source>
            <translation>Inscrit {crs} dans {place} pour que tous les programmes le lisent. Aucune coordonnée ne change.</translation>
        </message>
        <message>
            <source>Keeps a note on the layer and asks no more.</source>
            <translation>Garde une note sur la couche et ne pose plus la question.</translation>
        </message>
        <message>
            <source>{change}. The file stays as it is.</source>
            <translation>{change}. Le fichier reste tel quel.</translation>
        </message>
        <message>
            <source>{change}. The service stays as it is.</source>
            <translation>{change}. Le service reste tel quel.</translation>
        </message>
        <message>
            <source>{change}, {distance} {direction} of where {crs} puts it</source>
            <translation>{change}, à {distance} {direction} de la position obtenue avec {crs}</translation>
        </message>
        <message>
            <source>Puts the layer {goal}</source>
            <translation>Place la couche {goal}</translation>
        </message>
        <message>
            <source>Keeps the layer where it is, {goal}</source>
            <translation>Laisse la couche où elle est, {goal}</translation>
        </message>
        <message>
            <source>Moves the layer {distance} {direction}, {goal}</source>
            <translation>Place la couche {distance} plus {direction}, {goal}</translation>
        </message>
        <message>
            <source>onto Saint Lucia</source>
            <translation>sur Sainte-Lucie</translation>
        </message>
        <message>
            <source>into {area}</source>
            <translation>à l’intérieur de {area}</translation>
        </message>
        <message>
            <source>to where it belongs</source>
            <translation>là où elle doit être</translation>
        </message>
        <message>
            <source>{distance} too far {direction}</source>
            <translation>{distance} trop {direction}</translation>
        </message>
        <message>
            <source>the area of {crs}</source>
            <translation>la zone de {crs}</translation>
        </message>
        <message>
            <source>Saint Lucia</source>
            <translation>Sainte-Lucie</translation>
        </message>
        <message>
            <source>{area} is too wide to tell, so this was held against {island}.</source>
            <translation>{area} est trop étendue pour trancher ; la comparaison a donc été faite avec {island}.</translation>
        </message>
        <message>
            <source>{area} was probably computed from the same mistake, so this was held against {island}.</source>
            <translation>{area} a probablement été calculée à partir de la même erreur ; la comparaison a donc été faite avec {island}.</translation>
        </message>
        <message>
            <source>A table without geometry: there is no position to check.</source>
            <translation>Table sans géométrie : il n’y a pas de position à vérifier.</translation>
        </message>
        <message>
            <source>The layer lies on Saint Lucia, in {crs}, and the extent of its record lies {distance} away, on no island that is known here: most likely the record is wrong.</source>
            <translation>La couche se trouve sur Sainte-Lucie avec {crs}, et l’emprise de sa fiche est à {distance} de là, sur aucune île connue ici : la fiche est très probablement erronée.</translation>
        </message>
        <message>
            <source>{distance} from where its record says</source>
            <translation>à {distance} de la position qu’indique sa fiche</translation>
        </message>
        <message>
            <source>{silent}, and the layer is empty.</source>
            <translation>{silent}, et la couche est vide.</translation>
        </message>
        <message>
            <source>{silent}. Its coordinates, {range}, fit {crs}.</source>
            <translation>{silent}. Ses coordonnées ({range}) correspondent à {crs}.</translation>
        </message>
        <message>
            <source>{silent}, and its coordinates, {range}, fit none of the CRSs that are used in Saint Lucia, nor with X and Y exchanged.</source>
            <translation>{silent}, et ses coordonnées ({range}) ne correspondent à aucun des SCR utilisés à Sainte-Lucie, même avec X et Y inversés.</translation>
        </message>
        <message>
            <source>The file does not say its CRS</source>
            <translation>Le fichier n’indique pas son SCR</translation>
        </message>
        <message>
            <source>The service does not say its CRS</source>
            <translation>Le service n’indique pas son SCR</translation>
        </message>
        <message>
            <source>{silent}, and X and Y are swapped: exchanged, the coordinates fit {crs}.</source>
            <translation>{silent}, et X et Y sont inversés : une fois rétablies, les coordonnées correspondent à {crs}.</translation>
        </message>
        <message>
            <source>Features added later get the CRS that the record names. The file stays as it is.</source>
            <translation>Les entités ajoutées plus tard auront le SCR qu’indique la fiche. Le fichier reste tel quel.</translation>
        </message>
        <message>
            <source>Features added later get the CRS that the record names. The service stays as it is.</source>
            <translation>Les entités ajoutées plus tard auront le SCR qu’indique la fiche. Le service reste tel quel.</translation>
        </message>
        <message>
            <source>{crs}, not {other}, which the record names</source>
            <translation>{crs}, au lieu de {other} qu’indique la fiche</translation>
        </message>
        <message>
            <source>The layer is empty or has no extent, so its position cannot be checked.</source>
            <translation>La couche est vide ou n’a pas d’emprise ; sa position ne peut donc pas être vérifiée.</translation>
        </message>
        <message>
            <source>The record has no extent to compare with.</source>
            <translation>La fiche n’a pas d’emprise permettant une comparaison.</translation>
        </message>
        <message>
            <source>There is no record to compare with.</source>
            <translation>Il n’y a pas de fiche permettant une comparaison.</translation>
        </message>
        <message>
            <source>As it is drawn, the layer lies on Saint Lucia.</source>
            <translation>Telle qu’elle est affichée, la couche se trouve sur Sainte-Lucie.</translation>
        </message>
        <message>
            <source>Read as {crs}, its coordinates would lie on Saint Lucia; that is a hint, no proof.</source>
            <translation>Lues avec {crs}, ses coordonnées se trouveraient sur Sainte-Lucie ; c’est un indice, non une preuve.</translation>
        </message>
        <message>
            <source>With X and Y exchanged they would fit {crs}.</source>
            <translation>Avec X et Y inversés, les coordonnées correspondraient à {crs}.</translation>
        </message>
        <message>
            <source>BWI grid</source>
            <translation>grille BWI</translation>
        </message>
        <message>
            <source>BWI grid of Anguilla</source>
            <translation>grille BWI d’Anguilla</translation>
        </message>
        <message>
            <source>BWI grid of Antigua</source>
            <translation>grille BWI d’Antigua</translation>
        </message>
        <message>
            <source>BWI grid of Dominica</source>
            <translation>grille BWI de la Dominique</translation>
        </message>
        <message>
            <source>BWI grid of Grenada</source>
            <translation>grille BWI de la Grenade</translation>
        </message>
        <message>
            <source>BWI grid of Montserrat</source>
            <translation>grille BWI de Montserrat</translation>
        </message>
        <message>
            <source>BWI grid of St Kitts</source>
            <translation>grille BWI de Saint-Christophe</translation>
        </message>
        <message>
            <source>BWI grid of St Vincent</source>
            <translation>grille BWI de Saint-Vincent</translation>
        </message>
        <message>
            <source>BWI grid of Barbados</source>
            <translation>grille BWI de la Barbade</translation>
        </message>
        <message>
            <source>Barbados National Grid</source>
            <translation>grille nationale de la Barbade</translation>
        </message>
        <message>
            <source>a CRS without a name</source>
            <translation>un SCR sans nom</translation>
        </message>
        <message>
            <source>the {grid}</source>
            <translation>la {grid}</translation>
        </message>
        <message>
            <source>the file says {crs}</source>
            <translation>le fichier indique {crs}</translation>
        </message>
        <message>
            <source>the service says {crs}</source>
            <translation>le service indique {crs}</translation>
        </message>
        <message>
            <source>The record says {declared}, the file {crs}.</source>
            <translation>La fiche indique {declared}, le fichier {crs}.</translation>
        </message>
        <message>
            <source>The record says {declared}, the service {crs}.</source>
            <translation>La fiche indique {declared}, le service {crs}.</translation>
        </message>
        <message>
            <source>{crs}, which the record names</source>
            <translation>{crs}, qu’indique la fiche</translation>
        </message>
        <message>
            <source>{area} is too wide to tell: it holds the layer in {crs}, as the file says, and would hold it {distance} away as well, in {other}.</source>
            <translation>{area} est trop étendue pour trancher : elle contient la couche avec {crs}, comme l’indique le fichier, et la contiendrait aussi à {distance} de là, avec {other}.</translation>
        </message>
        <message>
            <source>{area} is too wide to tell: it holds the layer in {crs}, as the service says, and would hold it {distance} away as well, in {other}.</source>
            <translation>{area} est trop étendue pour trancher : elle contient la couche avec {crs}, comme l’indique le service, et la contiendrait aussi à {distance} de là, avec {other}.</translation>
        </message>
        <message>
            <source>The file defines a CRS of its own, “{name}”.</source>
            <translation>Le fichier définit son propre SCR, « {name} ».</translation>
        </message>
        <message>
            <source>The service defines a CRS of its own, “{name}”.</source>
            <translation>Le service définit son propre SCR, « {name} ».</translation>
        </message>
        <message>
            <source>It puts the layer {distance} from where {crs} does, which the record names: most likely it is that one, with another datum shift written into it.</source>
            <translation>Celui-ci place la couche à {distance} de la position obtenue avec {crs}, qu’indique la fiche : il s’agit très probablement du même SCR, dans lequel est inscrite une autre transformation de datum.</translation>
        </message>
        <message>
            <source>It puts the layer {distance} from where {crs} does: most likely it is that one, with another datum shift written into it.</source>
            <translation>Celui-ci place la couche à {distance} de la position obtenue avec {crs} : il s’agit très probablement du même SCR, dans lequel est inscrite une autre transformation de datum.</translation>
        </message>
        <message>
            <source>{crs}, which is made for another area (longitude {west:.1f} to {east:.1f}, latitude {south:.1f} to {north:.1f})</source>
            <translation>{crs}, dont la zone d’utilisation est ailleurs (longitude {west:.1f} à {east:.1f}, latitude {south:.1f} à {north:.1f})</translation>
        </message>
        <message>
            <source>{crs}, for which QGIS knows no datum shift, so it may be hundreds of metres off</source>
            <translation>{crs}, sans transformation de datum connue de QGIS, d’où un écart possible de plusieurs centaines de mètres</translation>
        </message>
        <message>
            <source>{where}, in {crs}, which its record names.</source>
            <translation>{where} ; son SCR est {crs}, qu’indique sa fiche.</translation>
        </message>
        <message>
            <source>{where}, in {crs}.</source>
            <translation>{where} ; son SCR est {crs}.</translation>
        </message>
        <message>
            <source>The layer now uses {crs}, as its record says, and lies in the right place.</source>
            <translation>La couche utilise désormais {crs}, comme l’indique sa fiche, et se trouve au bon endroit.</translation>
        </message>
        <message>
            <source>The layer now uses {crs}, and lies in the right place.</source>
            <translation>La couche utilise désormais {crs} et se trouve au bon endroit.</translation>
        </message>
        <message>
            <source>Nothing in the file was changed.</source>
            <translation>Rien n’a été modifié dans le fichier.</translation>
        </message>
        <message>
            <source>Nothing in the service was changed.</source>
            <translation>Rien n’a été modifié dans le service.</translation>
        </message>
        <message>
            <source>{where}. Its tiles are in {crs}, the CRS of their tile matrix set; the record names that of the data, {declared}.</source>
            <translation>{where}. Le SCR de ses tuiles est {crs}, celui de leur jeu de matrices de tuiles ; la fiche indique celui des données, {declared}.</translation>
        </message>
        <message>
            <source>The layer covers {area} and reaches beyond it</source>
            <translation>La couche couvre {area} et s’étend au-delà</translation>
        </message>
        <message>
            <source>{share} of the layer lies inside {area}</source>
            <translation>{share} de la couche se trouve à l’intérieur de {area}</translation>
        </message>
        <message>
            <source>The layer lies inside {area}, but {says}.</source>
            <translation>La couche se trouve à l’intérieur de {area}, mais {says}.</translation>
        </message>
        <message>
            <source>{says}. The same coordinates, {distance} away, fit {crs}.</source>
            <translation>{says}. Les mêmes coordonnées, à {distance} de là, correspondent à {crs}.</translation>
        </message>
        <message>
            <source>The coordinates fit both, {distance} apart, and an extent cannot tell which is right. Compare the layer with one that you trust.</source>
            <translation>Les coordonnées correspondent aux deux, à {distance} d’écart, et une emprise ne permet pas de savoir lequel est le bon. Comparez la couche avec une couche de confiance.</translation>
        </message>
        <message>
            <source>{says}, but only in {crs} are the bounds of its coordinates those of the record, to 5 m.</source>
            <translation>{says}, mais ce n’est qu’avec {crs} que les limites de ses coordonnées sont celles de la fiche, à 5 m près.</translation>
        </message>
        <message>
            <source>That is also the CRS that the record names.</source>
            <translation>C’est aussi le SCR qu’indique la fiche.</translation>
        </message>
        <message>
            <source>Or the catalogue left the datum shift out of the extent. An extent cannot tell.</source>
            <translation>Ou bien le catalogue a omis la transformation de datum pour l’emprise. Une emprise ne permet pas de trancher.</translation>
        </message>
        <message>
            <source>With the file's own {crs} the layer lies in the right place, so nothing needs doing.</source>
            <translation>Avec le SCR du fichier lui-même ({crs}), la couche se trouve au bon endroit : il n’y a rien à faire.</translation>
        </message>
        <message>
            <source>With the service's own {crs} the layer lies in the right place, so nothing needs doing.</source>
            <translation>Avec le SCR du service lui-même ({crs}), la couche se trouve au bon endroit : il n’y a rien à faire.</translation>
        </message>
        <message>
            <source>north</source>
            <translation>au nord</translation>
        </message>
        <message>
            <source>northeast</source>
            <translation>au nord-est</translation>
        </message>
        <message>
            <source>east</source>
            <translation>à l’est</translation>
        </message>
        <message>
            <source>southeast</source>
            <translation>au sud-est</translation>
        </message>
        <message>
            <source>south</source>
            <translation>au sud</translation>
        </message>
        <message>
            <source>southwest</source>
            <translation>au sud-ouest</translation>
        </message>
        <message>
            <source>west</source>
            <translation>à l’ouest</translation>
        </message>
        <message>
            <source>northwest</source>
            <translation>au nord-ouest</translation>
        </message>
        <message>
            <source>the extent of its record</source>
            <translation>l’emprise de sa fiche</translation>
        </message>
        <message>
            <source>Features far from most others were left out of account: {strays} of {count} that were read.</source>
            <translation>Des entités éloignées de la plupart des autres n’ont pas été prises en compte : {strays} sur les {count} lues.</translation>
        </message>
        <message>
            <source>Set layer CRS to {crs}</source>
            <translation>Définir le SCR de la couche sur {crs}</translation>
        </message>
        <message>
            <source>Set project CRS to {crs}</source>
            <translation>Définir le SCR du projet sur {crs}</translation>
        </message>
        <message>
            <source>Use {shift}</source>
            <translation>Utiliser {shift}</translation>
        </message>
        <message>
            <source>Swap X and Y, and set {crs}</source>
            <translation>Inverser X et Y et définir {crs}</translation>
        </message>
        <message>
            <source>Swap X and Y</source>
            <translation>Inverser X et Y</translation>
        </message>
        <message>
            <source>Make a corrected copy</source>
            <translation>Créer une copie corrigée</translation>
        </message>
        <message>
            <source>Write the CRS into the file</source>
            <translation>Inscrire le SCR dans le fichier</translation>
        </message>
        <message>
            <source>Leave as it is</source>
            <translation>Laisser tel quel</translation>
        </message>
        <message>
            <source>less than 1 %</source>
            <translation>moins de 1 %</translation>
        </message>
        <message>
            <source>more than 99 %</source>
            <translation>plus de 99 %</translation>
        </message>
        <message>
            <source>longitude {west:.2f} to {east:.2f}</source>
            <translation>longitude {west:.2f} à {east:.2f}</translation>
        </message>
        <message>
            <source>{west:,.0f} to {east:,.0f} m east</source>
            <translation>abscisse {west:,.0f} à {east:,.0f} m</translation>
        </message>
        <message>
            <source>X {west} to {east}, Y {south} to {north}</source>
            <translation>X {west} à {east}, Y {south} à {north}</translation>
        </message>
        <message>
            <source>{headline}: {reason}</source>
            <translation>{headline} : {reason}</translation>
        </message>
        <message>
            <source>CSV table</source>
            <translation>tableau CSV</translation>
        </message>
        <message>
            <source>The link is not encrypted</source>
            <translation>Le lien n’est pas chiffré</translation>
        </message>
        <message>
            <source>The whole coverage is about {size}; only what is in view is loaded</source>
            <translation>La couverture entière fait environ {size} ; seule la partie visible est chargée</translation>
        </message>
        <message>
            <source>The whole coverage is {size}; only what is in view is loaded</source>
            <translation>La couverture entière fait {size} ; seule la partie visible est chargée</translation>
        </message>
        <message>
            <source>Tiles from zoom {lowest} to {highest}</source>
            <translation>Tuiles du zoom {lowest} au zoom {highest}</translation>
        </message>
        <message>
            <source>Pictures only, without attributes or values</source>
            <translation>Images seulement, sans attributs ni valeurs</translation>
        </message>
        <message>
            <source>1 feature</source>
            <translation>1 entité</translation>
        </message>
        <message>
            <source>{count:,} features</source>
            <translation>{count:,} entités</translation>
        </message>
        <message>
            <source>{count:,} features; only what is in view is loaded</source>
            <translation>{count:,} entités ; seule la partie visible est chargée</translation>
        </message>
        <message>
            <source>{count:,} features: over a slow link the {file} is quicker</source>
            <translation>{count:,} entités : sur une liaison lente, il vaut mieux prendre le {file}</translation>
        </message>
        <message>
            <source>{count:,} features: over a slow link the {file} of {size} is quicker</source>
            <translation>{count:,} entités : sur une liaison lente, il vaut mieux prendre le {file} de {size}</translation>
        </message>
        <message>
            <source>{count} parts, together {size}</source>
            <translation>{count} parties, {size} en tout</translation>
        </message>
        <message>
            <source>{count} parts</source>
            <translation>{count} parties</translation>
        </message>
        <message>
            <source>The record says that this file is no longer to be used</source>
            <translation>D’après la fiche, ce fichier ne doit plus être utilisé</translation>
        </message>
        <message>
            <source>{size}: about {minutes} minutes at 2 Mbit/s</source>
            <translation>{size} : environ {minutes} minutes à 2 Mbit/s</translation>
        </message>
        <message>
            <source>Newest edition, {year}; the oldest is of {oldest}</source>
            <translation>Édition la plus récente, {year} ; la plus ancienne est de {oldest}</translation>
        </message>
        <message>
            <source>The {file} has {size}</source>
            <translation>Le {file} fait {size}</translation>
        </message>
        <message>
            <source>{format} file</source>
            <translation>fichier {format}</translation>
        </message>
        <message>
            <source>file</source>
            <translation>fichier</translation>
        </message>
        <message>
            <source>{count} bytes</source>
            <translation>{count} octets</translation>
        </message>
        <message>
            <source>part {number} of {count} is missing</source>
            <translation>il manque la partie {number} sur {count}</translation>
        </message>
        <message>
            <source>{names} and {last}</source>
            <translation>{names} et {last}</translation>
        </message>
        <message>
            <source>parts {numbers} of {count} are missing</source>
            <translation>il manque les parties {numbers} sur {count}</translation>
        </message>
        <message>
            <source>not encrypted: others on the way can read and change what arrives</source>
            <translation>non chiffré : des tiers peuvent lire et modifier ce qui arrive</translation>
        </message>
        <message>
            <source>the link leads into a private network</source>
            <translation>le lien mène dans un réseau privé</translation>
        </message>
        <message>
            <source>Full attributes, one file, works offline</source>
            <translation>Complet, un seul fichier, hors ligne</translation>
        </message>
        <message>
            <source>True values, one file, works offline</source>
            <translation>Vraies valeurs, un fichier, sans réseau</translation>
        </message>
        <message>
            <source>Full attributes, works offline</source>
            <translation>Tous les attributs, hors ligne</translation>
        </message>
        <message>
            <source>All rows as a table, works offline</source>
            <translation>Toutes les lignes en tableau, hors ligne</translation>
        </message>
        <message>
            <source>Always current, loads what is in view</source>
            <translation>Toujours à jour, charge la partie visible</translation>
        </message>
        <message>
            <source>True values, loads what is in view</source>
            <translation>Vraies valeurs, charge la partie visible</translation>
        </message>
        <message>
            <source>True values, streams what is in view</source>
            <translation>Vraies valeurs, lit la partie visible</translation>
        </message>
        <message>
            <source>Quick to draw at every scale</source>
            <translation>Affichage rapide à toute échelle</translation>
        </message>
        <message>
            <source>Drawn by the server, nothing to load</source>
            <translation>Dessiné par le serveur, rien à charger</translation>
        </message>
        <message>
            <source>Full data in {count} files, works offline</source>
            <translation>Données complètes, {count} fichiers, hors ligne</translation>
        </message>
        <message>
            <source>A document to read</source>
            <translation>Un document à lire</translation>
        </message>
        <message>
            <source>The whole dataset, works offline</source>
            <translation>Le jeu de données entier, hors ligne</translation>
        </message>
        <message>
            <source>Live from the service</source>
            <translation>En direct du service</translation>
        </message>
        <message>
            <source>This link cannot be used</source>
            <translation>Ce lien est inutilisable</translation>
        </message>
        <message>
            <source>A document cannot be drawn; open it instead</source>
            <translation>Un document ne s’affiche pas sur la carte ; ouvrez-le plutôt</translation>
        </message>
        <message>
            <source>Double-click it to see what is behind it</source>
            <translation>Double-cliquez pour voir où il mène</translation>
        </message>
        <message>
            <source>A link cannot be drawn; open it instead</source>
            <translation>Un lien ne s’affiche pas sur la carte ; ouvrez-le plutôt</translation>
        </message>
        <message>
            <source>This is a page, not a file; open it instead</source>
            <translation>C’est une page, pas un fichier ; ouvrez-la plutôt</translation>
        </message>
        <message>
            <source>This is a service, not a file; add it to the map</source>
            <translation>C’est un service, pas un fichier ; ajoutez-le à la carte</translation>
        </message>
        <message>
            <source>This is a file; download it instead</source>
            <translation>C’est un fichier ; téléchargez-le plutôt</translation>
        </message>
        <message>
            <source>Nothing can be extracted of this</source>
            <translation>Rien ne peut en être extrait</translation>
        </message>
        <message>
            <source>Not supported yet; download the {file}</source>
            <translation>Pas encore pris en charge ; téléchargez le fichier {file}</translation>
        </message>
        <message>
            <source>Not supported yet</source>
            <translation>Pas encore pris en charge</translation>
        </message>
        <message>
            <source>Select a distribution first</source>
            <translation>Sélectionnez d’abord une distribution</translation>
        </message>
        <message>
            <source>Offline.</source>
            <translation>Hors ligne.</translation>
        </message>
        <message>
            <source>{datasets}, saved copy</source>
            <translation>{datasets}, copie enregistrée</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Afficher</translation>
        </message>
        <message>
            <source>Try Again</source>
            <translation>Réessayer</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>Anywhere</source>
            <translation>Partout</translation>
        </message>
        <message>
            <source>Visible map, follows panning</source>
            <translation>Carte visible, suit les déplacements</translation>
        </message>
        <message>
            <source>Draw on the map…</source>
            <translation>Dessiner sur la carte…</translation>
        </message>
        <message>
            <source>Extent of {layer}</source>
            <translation>Emprise de {layer}</translation>
        </message>
        <message>
            <source>Live (offline)</source>
            <translation>Direct (hors ligne)</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>Direct</translation>
        </message>
        <message>
            <source>No CRS stated</source>
            <translation>SCR non indiqué</translation>
        </message>
        <message>
            <source>Links only</source>
            <translation>Liens uniquement</translation>
        </message>
        <message>
            <source>Nothing to open</source>
            <translation>Rien à ouvrir</translation>
        </message>
        <message>
            <source>Waiting for the server</source>
            <translation>En attente du serveur</translation>
        </message>
        <message>
            <source>Search {name}</source>
            <translation>Rechercher dans {name}</translation>
        </message>
        <message>
            <source>Catalogue</source>
            <translation>Catalogue</translation>
        </message>
        <message>
            <source>Add Catalogue…</source>
            <translation>Ajouter un catalogue…</translation>
        </message>
        <message>
            <source>Edit Catalogue…</source>
            <translation>Éditer le catalogue…</translation>
        </message>
        <message>
            <source>Remove Catalogue</source>
            <translation>Supprimer le catalogue</translation>
        </message>
        <message>
            <source>Import Catalogues…</source>
            <translation>Importer des catalogues…</translation>
        </message>
        <message>
            <source>Export Catalogues…</source>
            <translation>Exporter les catalogues…</translation>
        </message>
        <message>
            <source>Import from MetaSearch</source>
            <translation>Importer depuis MetaSearch</translation>
        </message>
        <message>
            <source>Options…</source>
            <translation>Options…</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Aide</translation>
        </message>
        <message>
            <source>Import Catalogues</source>
            <translation>Importer des catalogues</translation>
        </message>
        <message>
            <source>Export Catalogues</source>
            <translation>Exporter les catalogues</translation>
        </message>
        <message>
            <source>The file cannot be written: {cause}</source>
            <translation>Impossible d’écrire le fichier : {cause}</translation>
        </message>
        <message>
            <source>Catalogues</source>
            <translation>Catalogues</translation>
        </message>
        <message>
            <source>Remove the filter “{filter}”</source>
            <translation>Supprimer le filtre « {filter} »</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Tout effacer</translation>
        </message>
        <message>
            <source>Remove all filters</source>
            <translation>Supprimer tous les filtres</translation>
        </message>
        <message>
            <source>Add to Map</source>
            <translation>Ajouter à la carte</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Télécharger</translation>
        </message>
        <message>
            <source>Extract What Is in View…</source>
            <translation>Extraire la partie visible…</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Ouvrir</translation>
        </message>
        <message>
            <source>Zoom to Dataset</source>
            <translation>Zoom sur le jeu de données</translation>
        </message>
        <message>
            <source>Copy Link</source>
            <translation>Copier le lien</translation>
        </message>
        <message>
            <source>Show Full Record</source>
            <translation>Afficher la fiche complète</translation>
        </message>
        <message>
            <source>Open in Browser</source>
            <translation>Ouvrir dans le navigateur</translation>
        </message>
        <message>
            <source>Search Within This Area</source>
            <translation>Rechercher dans cette zone</translation>
        </message>
        <message>
            <source>Only This Organisation</source>
            <translation>Cette organisation uniquement</translation>
        </message>
        <message>
            <source>Open the Whole It Is Part Of</source>
            <translation>Ouvrir l’ensemble dont il fait partie</translation>
        </message>
        <message>
            <source>Search for Its Parts</source>
            <translation>Rechercher ses parties</translation>
        </message>
        <message>
            <source>Show ISO Metadata</source>
            <translation>Afficher les métadonnées ISO</translation>
        </message>
        <message>
            <source>Show JSON</source>
            <translation>Afficher le JSON</translation>
        </message>
        <message>
            <source>Show What Is Behind It</source>
            <translation>Voir où mène le lien</translation>
        </message>
        <message>
            <source>Refresh Its Layer</source>
            <translation>Actualiser sa couche</translation>
        </message>
        <message>
            <source>Favourite</source>
            <translation>Favori</translation>
        </message>
        <message>
            <source>https://… of OGC API Records, or of a CSW</source>
            <translation>https://… d’un service OGC API Records ou CSW</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Tester</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Authentication</source>
            <translation>Authentification</translation>
        </message>
        <message>
            <source>Not an address: {why}.</source>
            <translation>Ce n’est pas une adresse : {why}.</translation>
        </message>
        <message>
            <source>Another catalogue has this name.</source>
            <translation>Un autre catalogue porte déjà ce nom.</translation>
        </message>
        <message>
            <source>Testing…</source>
            <translation>Test en cours…</translation>
        </message>
        <message>
            <source>“{title}”</source>
            <translation>« {title} »</translation>
        </message>
        <message>
            <source>it does not say how many datasets</source>
            <translation>nombre de jeux de données non indiqué</translation>
        </message>
        <message>
            <source>It works: {found}.</source>
            <translation>La connexion fonctionne : {found}.</translation>
        </message>
        <message>
            <source>“{name}” was added.</source>
            <translation>« {name} » a été ajouté.</translation>
        </message>
        <message>
            <source>{count} catalogues were added.</source>
            <translation>{count} catalogues ont été ajoutés.</translation>
        </message>
        <message>
            <source>No new catalogues.</source>
            <translation>Aucun nouveau catalogue.</translation>
        </message>
        <message>
            <source>{count} were there already.</source>
            <translation>Déjà présents : {count}.</translation>
        </message>
        <message>
            <source>This file is too large to be a list of catalogues.</source>
            <translation>Ce fichier est trop volumineux pour être une liste de catalogues.</translation>
        </message>
        <message>
            <source>This file cannot be read: {cause}</source>
            <translation>Impossible de lire ce fichier : {cause}</translation>
        </message>
        <message>
            <source>This file holds no list of catalogues.</source>
            <translation>Ce fichier ne contient pas de liste de catalogues.</translation>
        </message>
        <message>
            <source>it has no name</source>
            <translation>il n’a pas de nom</translation>
        </message>
        <message>
            <source>The map shows no part of it now.</source>
            <translation>La carte n’en montre actuellement aucune partie.</translation>
        </message>
        <message>
            <source>The map would load at most {size} of it now.</source>
            <translation>La carte en chargerait actuellement {size} au plus.</translation>
        </message>
        <message>
            <source>The map holds {size} of it now; more than {budget} is drawn as a coarse preview at first.</source>
            <translation>La carte en contient actuellement {size} ; au-delà de {budget}, un aperçu grossier s’affiche d’abord.</translation>
        </message>
        <message>
            <source>Writing {name}…</source>
            <translation>Écriture de {name}…</translation>
        </message>
        <message>
            <source>In the right place now</source>
            <translation>Position désormais correcte</translation>
        </message>
        <message>
            <source>Solid: where the record puts it.</source>
            <translation>Trait plein : position selon la fiche.</translation>
        </message>
        <message>
            <source>Solid: where it should be.</source>
            <translation>Trait plein : position attendue.</translation>
        </message>
        <message>
            <source>Dashed: drawn now.</source>
            <translation>Tirets : position affichée actuellement.</translation>
        </message>
        <message>
            <source>Done: {title}.</source>
            <translation>Effectué : {title}.</translation>
        </message>
        <message>
            <source>Ways to Mend It</source>
            <translation>Corrections possibles</translation>
        </message>
        <message>
            <source>Do not ask again</source>
            <translation>Ne plus demander</translation>
        </message>
        <message>
            <source>For all layers of this dataset, also those added later</source>
            <translation>Pour toutes les couches de ce jeu de données, y compris celles ajoutées plus tard</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Progress of the copy</source>
            <translation>Progression de la copie</translation>
        </message>
        <message>
            <source>{problem}. Click for the report.</source>
            <translation>{problem}. Cliquez pour voir le rapport.</translation>
        </message>
        <message>
            <source>Dataset</source>
            <translation>Jeu de données</translation>
        </message>
        <message>
            <source>CRS check</source>
            <translation>Vérification du SCR</translation>
        </message>
        <message>
            <source>Zoom to layer</source>
            <translation>Zoom sur la couche</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>Copier le rapport</translation>
        </message>
        <message>
            <source>This layer is no longer in the project.</source>
            <translation>Cette couche n’est plus dans le projet.</translation>
        </message>
        <message>
            <source>Wrong CRS: drawn in the wrong place</source>
            <translation>SCR erroné : couche affichée au mauvais endroit</translation>
        </message>
        <message>
            <source>Position checked</source>
            <translation>Position vérifiée</translation>
        </message>
        <message>
            <source>Position checked, ±{metres:g} m</source>
            <translation>Position vérifiée, ±{metres:g} m</translation>
        </message>
        <message>
            <source>{name}: {value}</source>
            <translation>{name} : {value}</translation>
        </message>
        <message>
            <source>{count} layers checked: none is in the wrong place.</source>
            <translation>Couches vérifiées : {count}. Aucune n’est mal placée.</translation>
        </message>
        <message>
            <source>1 needs a look</source>
            <translation>1 à examiner</translation>
        </message>
        <message>
            <source>{doubtful} need a look</source>
            <translation>{doubtful} à examiner</translation>
        </message>
        <message>
            <source>{count} layers checked, {need}.</source>
            <translation>Couches vérifiées : {count}, dont {need}.</translation>
        </message>
        <message>
            <source>{name} was added, but its CRS is unknown.</source>
            <translation>Couche {name} ajoutée, mais son SCR est inconnu.</translation>
        </message>
        <message>
            <source>{name} was added, but its X and Y are swapped.</source>
            <translation>Couche {name} ajoutée, mais ses X et Y sont inversés.</translation>
        </message>
        <message>
            <source>{name} was added, but is not where its record says.</source>
            <translation>Couche {name} ajoutée, mais n’est pas là où l’indique sa fiche.</translation>
        </message>
        <message>
            <source>{name} was added, but is drawn {away}.</source>
            <translation>Couche {name} ajoutée, mais affichée {away}.</translation>
        </message>
        <message>
            <source>This cannot be added live.</source>
            <translation>Ajout en direct impossible.</translation>
        </message>
        <message>
            <source>{cause}. {kept}</source>
            <translation>{cause}. {kept}</translation>
        </message>
        <message>
            <source>{host} sends files only as a whole, not the part in view. Download it instead. {kept}</source>
            <translation>{host} n’envoie que des fichiers entiers, pas la partie visible. Téléchargez plutôt le fichier. {kept}</translation>
        </message>
        <message>
            <source>{host} wants a login, which QGIS cannot give for a part of a file. Download it. {kept}</source>
            <translation>{host} demande une authentification, que QGIS ne peut pas fournir pour une partie de fichier. Téléchargez le fichier. {kept}</translation>
        </message>
        <message>
            <source>This cannot be drawn live.</source>
            <translation>Affichage en direct impossible.</translation>
        </message>
        <message>
            <source>The folder cannot be written.</source>
            <translation>Impossible d’écrire dans le dossier.</translation>
        </message>
        <message>
            <source>{cause}. Choose another folder.</source>
            <translation>{cause}. Choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>There is not enough room on the disk.</source>
            <translation>L’espace disque est insuffisant.</translation>
        </message>
        <message>
            <source>{cause}. Free some space or choose another folder. {kept}</source>
            <translation>{cause}. Libérez de l’espace ou choisissez un autre dossier. {kept}</translation>
        </message>
        <message>
            <source>A file of this name is already there.</source>
            <translation>Un fichier de ce nom existe déjà.</translation>
        </message>
        <message>
            <source>{cause}. It was not overwritten.</source>
            <translation>{cause}. Le fichier n’a pas été écrasé.</translation>
        </message>
        <message>
            <source>The file did not arrive as it should.</source>
            <translation>Le fichier n’est pas arrivé correctement.</translation>
        </message>
        <message>
            <source>The download failed.</source>
            <translation>Le téléchargement a échoué.</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>Rien n’a été modifié.</translation>
        </message>
        <message>
            <source>The position could not be checked.</source>
            <translation>La position n’a pas pu être vérifiée.</translation>
        </message>
        <message>
            <source>Search for the keyword “{word}”</source>
            <translation>Rechercher le mot-clé « {word} »</translation>
        </message>
        <message>
            <source>Part Of and Parts</source>
            <translation>Ensemble et parties</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Emprise</translation>
        </message>
        <message>
            <source>Quality and Lineage</source>
            <translation>Qualité et généalogie</translation>
        </message>
        <message>
            <source>Contacts and Licence</source>
            <translation>Contacts et licence</translation>
        </message>
        <message>
            <source>Keywords</source>
            <translation>Mots-clés</translation>
        </message>
        <message>
            <source>Technical Details</source>
            <translation>Détails techniques</translation>
        </message>
        <message>
            <source>Lineage</source>
            <translation>Généalogie</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Échelle</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licence</translation>
        </message>
        <message>
            <source>Rights</source>
            <translation>Droits</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>Restrictions</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>Custodian</source>
            <translation>Détenteur</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Propriétaire</translation>
        </message>
        <message>
            <source>Publisher</source>
            <translation>Éditeur</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Auteur</translation>
        </message>
        <message>
            <source>Distributor</source>
            <translation>Distributeur</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Maître d’œuvre</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identifiant</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>CRS</source>
            <translation>SCR</translation>
        </message>
        <message>
            <source>none stated</source>
            <translation>non indiquée</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Création</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Langue</translation>
        </message>
        <message>
            <source>Part of</source>
            <translation>Fait partie de</translation>
        </message>
        <message>
            <source>{west:.4f} to {east:.4f}° longitude,
{south:.4f} to {north:.4f}° latitude</source>
            <translation>Longitude : {west:.4f} à {east:.4f}°,
latitude : {south:.4f} à {north:.4f}°</translation>
        </message>
        <message>
            <source>SEC-IMS</source>
            <translation>SEC-IMS</translation>
        </message>
        <message>
            <source>Download of {title}</source>
            <translation>Téléchargement : {title}</translation>
        </message>
        <message>
            <source>Opening {title}</source>
            <translation>Ouverture : {title}</translation>
        </message>
        <message>
            <source>Removing an unfinished download</source>
            <translation>Suppression d’un téléchargement inachevé</translation>
        </message>
        <message>
            <source>It did not arrive.</source>
            <translation>Le fichier n’est pas arrivé.</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En attente</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>Vérification</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Annulé</translation>
        </message>
        <message>
            <source>{title}, part {number} of {count}</source>
            <translation>{title}, partie {number} sur {count}</translation>
        </message>
        <message>
            <source>{count} running</source>
            <translation>{count} en cours</translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} en attente</translation>
        </message>
        <message>
            <source>{count} paused</source>
            <translation>{count} en pause</translation>
        </message>
        <message>
            <source>{received} of {total}</source>
            <translation>{received} sur {total}</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>encore {time}</translation>
        </message>
        <message>
            <source>The server is busy ({status}).</source>
            <translation>Le serveur est occupé ({status}).</translation>
        </message>
        <message>
            <source>Connection lost.</source>
            <translation>Connexion perdue.</translation>
        </message>
        <message>
            <source>Trying again in {time}</source>
            <translation>Nouvel essai dans {time}</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>En pause</translation>
        </message>
        <message>
            <source>Paused at {amount}</source>
            <translation>En pause à {amount}</translation>
        </message>
        <message>
            <source>The file is no longer in its folder.</source>
            <translation>Le fichier n’est plus dans son dossier.</translation>
        </message>
        <message>
            <source>Verified and added · {size}</source>
            <translation>Vérifié et ajouté · {size}</translation>
        </message>
        <message>
            <source>Verified · {size} · {count} layers to choose from</source>
            <translation>Vérifié · {size} · {count} couches au choix</translation>
        </message>
        <message>
            <source>Verified · {size}</source>
            <translation>Vérifié · {size}</translation>
        </message>
        <message>
            <source>{count} failed</source>
            <translation>{count} en échec</translation>
        </message>
        <message>
            <source>{count} downloaded</source>
            <translation>{count} téléchargé(s)</translation>
        </message>
        <message>
            <source>Cancel Download</source>
            <translation>Annuler le téléchargement</translation>
        </message>
        <message>
            <source>Cancel this download and lose the {size} that have arrived?</source>
            <translation>Annuler ce téléchargement et perdre les {size} déjà reçus ?</translation>
        </message>
        <message>
            <source>Keep It</source>
            <translation>Conserver</translation>
        </message>
        <message>
            <source>Clear Finished</source>
            <translation>Effacer les terminés</translation>
        </message>
        <message>
            <source>No Limit</source>
            <translation>Sans limite</translation>
        </message>
        <message>
            <source>Limit Speed</source>
            <translation>Limiter la vitesse</translation>
        </message>
        <message>
            <source>Downloads at Once</source>
            <translation>Téléchargements simultanés</translation>
        </message>
        <message>
            <source>A download is not finished. Go on with it?</source>
            <translation>Un téléchargement n’est pas terminé. Le poursuivre ?</translation>
        </message>
        <message>
            <source>{count} downloads are not finished. Go on with them?</source>
            <translation>{count} téléchargements ne sont pas terminés. Les poursuivre ?</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Poursuivre</translation>
        </message>
        <message>
            <source>Not Now</source>
            <translation>Pas maintenant</translation>
        </message>
        <message>
            <source>Show downloads</source>
            <translation>Afficher les téléchargements</translation>
        </message>
        <message>
            <source>Pause all</source>
            <translation>Tout mettre en pause</translation>
        </message>
        <message>
            <source>Options of downloads</source>
            <translation>Options des téléchargements</translation>
        </message>
        <message>
            <source>Hide downloads</source>
            <translation>Masquer les téléchargements</translation>
        </message>
        <message>
            <source>Resume all</source>
            <translation>Tout reprendre</translation>
        </message>
        <message>
            <source>Overview map with the extent of this dataset</source>
            <translation>Carte de situation avec l’emprise de ce jeu de données</translation>
        </message>
        <message>
            <source>Extract What Is in View</source>
            <translation>Extraire la partie visible</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Arrêt en cours…</translation>
        </message>
        <message>
            <source>Asking how much it is…</source>
            <translation>Estimation de la quantité…</translation>
        </message>
        <message>
            <source>{name} is there already and will be replaced.</source>
            <translation>{name} existe déjà et sera remplacé.</translation>
        </message>
        <message>
            <source>As the service stores it</source>
            <translation>Celui du service</translation>
        </message>
        <message>
            <source>all features; or a condition such as "levels" &gt; 3</source>
            <translation>toutes les entités ; ou une condition comme "levels" &gt; 3</translation>
        </message>
        <message>
            <source>As the service has it</source>
            <translation>Celle du service</translation>
        </message>
        <message>
            <source>Only this extent</source>
            <translation>Cette emprise uniquement</translation>
        </message>
        <message>
            <source>no polygons</source>
            <translation>aucun polygone</translation>
        </message>
        <message>
            <source>Only what meets the polygons of this layer; the selected ones, if some are.</source>
            <translation>Seulement ce qui touche les polygones de cette couche ; les polygones sélectionnés, s’il y en a.</translation>
        </message>
        <message>
            <source>Within</source>
            <translation>Dans</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>Condition</translation>
        </message>
        <message>
            <source>Size of a pixel</source>
            <translation>Taille du pixel</translation>
        </message>
        <message>
            <source>Zoom levels</source>
            <translation>Niveaux de zoom</translation>
        </message>
        <message>
            <source>There is nothing in this extent.</source>
            <translation>Il n’y a rien dans cette emprise.</translation>
        </message>
        <message>
            <source>The service does not say how much it is.</source>
            <translation>Le service n’indique pas la quantité.</translation>
        </message>
        <message>
            <source>About {amount}.</source>
            <translation>Environ {amount}.</translation>
        </message>
        <message>
            <source>Only {size} are free on this disk.</source>
            <translation>Espace libre sur ce disque : {size} seulement.</translation>
        </message>
        <message>
            <source>{count} features</source>
            <translation>{count} entités</translation>
        </message>
        <message>
            <source>{count} pixels</source>
            <translation>{count} pixels</translation>
        </message>
        <message>
            <source>{count} tiles</source>
            <translation>{count} tuiles</translation>
        </message>
        <message>
            <source>Size of an extract</source>
            <translation>Taille d’un extrait</translation>
        </message>
        <message>
            <source>Extract of {title}</source>
            <translation>Extrait : {title}</translation>
        </message>
        <message>
            <source>Counted in the {count} loaded</source>
            <translation>Comptés parmi les {count} chargés</translation>
        </message>
        <message>
            <source>{names}: counted in the {count} loaded</source>
            <translation>{names} : comptés parmi les {count} chargés</translation>
        </message>
        <message>
            <source>{count} ticked</source>
            <translation>{count} coché(s)</translation>
        </message>
        <message>
            <source>{value}, {count} datasets</source>
            <translation>{value}, {count} jeux de données</translation>
        </message>
        <message>
            <source>Find a type, keyword or organisation</source>
            <translation>Type, mot-clé ou organisation</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filtres</translation>
        </message>
        <message>
            <source>Related</source>
            <translation>Associés</translation>
        </message>
        <message>
            <source>Search for all of its parts</source>
            <translation>Rechercher toutes ses parties</translation>
        </message>
        <message>
            <source>Parts ({count}+)</source>
            <translation>Parties ({count}+)</translation>
        </message>
        <message>
            <source>Parts ({count})</source>
            <translation>Parties ({count})</translation>
        </message>
        <message>
            <source>Folder for the Files of This Project</source>
            <translation>Dossier pour les fichiers de ce projet</translation>
        </message>
        <message>
            <source>Drawn area</source>
            <translation>Zone dessinée</translation>
        </message>
        <message>
            <source>Clear All</source>
            <translation>Tout effacer</translation>
        </message>
        <message>
            <source>Show Datasets</source>
            <translation>Voir les jeux de données</translation>
        </message>
        <message>
            <source>Show 1 Dataset</source>
            <translation>Voir 1 jeu de données</translation>
        </message>
        <message>
            <source>Show {count} Datasets</source>
            <translation>Voir {count} jeux de données</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Période</translation>
        </message>
        <message>
            <source>Drag a rectangle on the map.</source>
            <translation>Tracez un rectangle sur la carte.</translation>
        </message>
        <message>
            <source>This project has no CRS: its layers will not line up.</source>
            <translation>Ce projet n’a pas de SCR : ses couches ne se superposeront pas.</translation>
        </message>
        <message>
            <source>This project is drawn in {crs}, as its first layer.</source>
            <translation>Ce projet est affiché dans le SCR de sa première couche : {crs}.</translation>
        </message>
        <message>
            <source>This project is drawn in {crs}.</source>
            <translation>SCR d’affichage de ce projet : {crs}.</translation>
        </message>
        <message>
            <source>Use the BWI Grid</source>
            <translation>Utiliser la grille BWI</translation>
        </message>
        <message>
            <source>This project is drawn in the national grid, {crs}.</source>
            <translation>Ce projet est affiché dans la grille nationale, {crs}.</translation>
        </message>
        <message>
            <source>Less</source>
            <translation>Moins</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Plus</translation>
        </message>
        <message>
            <source>OGC API Features</source>
            <translation>OGC API Features</translation>
        </message>
        <message>
            <source>OGC API Coverage</source>
            <translation>OGC API Coverage</translation>
        </message>
        <message>
            <source>OGC API Map</source>
            <translation>OGC API Map</translation>
        </message>
        <message>
            <source>Vector tiles</source>
            <translation>Tuiles vectorielles</translation>
        </message>
        <message>
            <source>Raster tiles</source>
            <translation>Tuiles raster</translation>
        </message>
        <message>
            <source>Tiles</source>
            <translation>Tuiles</translation>
        </message>
        <message>
            <source>PMTiles</source>
            <translation>PMTiles</translation>
        </message>
        <message>
            <source>OGC API collection</source>
            <translation>Collection OGC API</translation>
        </message>
        <message>
            <source>Cloud GeoTIFF</source>
            <translation>GeoTIFF cloud</translation>
        </message>
        <message>
            <source>ArcGIS features</source>
            <translation>Entités ArcGIS</translation>
        </message>
        <message>
            <source>ArcGIS map</source>
            <translation>Carte ArcGIS</translation>
        </message>
        <message>
            <source>OGC service</source>
            <translation>Service OGC</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} s</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} min</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} h {minutes} min</translation>
        </message>
        <message>
            <source>Web page</source>
            <translation>Page web</translation>
        </message>
        <message>
            <source>Unsupported link</source>
            <translation>Lien non pris en charge</translation>
        </message>
        <message>
            <source>Service description</source>
            <translation>Description du service</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>Retour (Esc)</translation>
        </message>
        <message>
            <source>First Steps</source>
            <translation>Premiers pas</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Recherche</translation>
        </message>
        <message>
            <source>Live or as a File</source>
            <translation>En direct ou en fichier</translation>
        </message>
        <message>
            <source>Downloads</source>
            <translation>Téléchargements</translation>
        </message>
        <message>
            <source>CRS Check</source>
            <translation>Vérification du SCR</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Hors ligne</translation>
        </message>
        <message>
            <source>Troubleshooting</source>
            <translation>Dépannage</translation>
        </message>
        <message>
            <source>Processing and Python</source>
            <translation>Traitements et Python</translation>
        </message>
        <message>
            <source>Help on SEC-IMS</source>
            <translation>Aide de SEC-IMS</translation>
        </message>
        <message>
            <source>Find on this page</source>
            <translation>Rechercher dans cette page</translation>
        </message>
        <message>
            <source>Back (Alt+Left)</source>
            <translation>Retour (Alt+Left)</translation>
        </message>
        <message>
            <source>Forward (Alt+Right)</source>
            <translation>Suivant (Alt+Right)</translation>
        </message>
        <message>
            <source>Pages of the help</source>
            <translation>Pages de l’aide</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reprendre</translation>
        </message>
        <message>
            <source>Try Now</source>
            <translation>Réessayer</translation>
        </message>
        <message>
            <source>Choose Another Folder…</source>
            <translation>Choisir un autre dossier…</translation>
        </message>
        <message>
            <source>Choose Layers…</source>
            <translation>Choisir des couches…</translation>
        </message>
        <message>
            <source>Add to Project</source>
            <translation>Ajouter au projet</translation>
        </message>
        <message>
            <source>Show in Folder</source>
            <translation>Afficher dans le dossier</translation>
        </message>
        <message>
            <source>Start First</source>
            <translation>Démarrer en premier</translation>
        </message>
        <message>
            <source>Copy Details</source>
            <translation>Copier les détails</translation>
        </message>
        <message>
            <source>Take off the List</source>
            <translation>Retirer de la liste</translation>
        </message>
        <message>
            <source>Overview map</source>
            <translation>Carte de situation</translation>
        </message>
        <message>
            <source>Choose Layers</source>
            <translation>Choisir des couches</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Ajouter</translation>
        </message>
        <message>
            <source>{name} · 1 feature</source>
            <translation>{name} · 1 entité</translation>
        </message>
        <message>
            <source>{name} · {count} features</source>
            <translation>{name} · {count} entités</translation>
        </message>
        <message>
            <source>Add {count}</source>
            <translation>Ajouter ({count})</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Toutes</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Aucune</translation>
        </message>
        <message>
            <source>{layer}: “{title}” was undone.</source>
            <translation>{layer} : « {title} » a été annulé.</translation>
        </message>
        <message>
            <source>Check Position</source>
            <translation>Vérifier la position</translation>
        </message>
        <message>
            <source>Undo CRS Change</source>
            <translation>Annuler le changement de SCR</translation>
        </message>
        <message>
            <source>Check Positions</source>
            <translation>Vérifier les positions</translation>
        </message>
        <message>
            <source>Keyword</source>
            <translation>Mot-clé</translation>
        </message>
        <message>
            <source>Organisation</source>
            <translation>Organisation</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>Series</source>
            <translation>Série</translation>
        </message>
        <message>
            <source>Table or document</source>
            <translation>Tableau ou document</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Carte</translation>
        </message>
        <message>
            <source>Application</source>
            <translation>Application</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Logiciel</translation>
        </message>
        <message>
            <source>{start} – {end}</source>
            <translation>{start} – {end}</translation>
        </message>
        <message>
            <source>Since {start}</source>
            <translation>Depuis {start}</translation>
        </message>
        <message>
            <source>Until {end}</source>
            <translation>Jusqu’à {end}</translation>
        </message>
        <message>
            <source>Any time</source>
            <translation>Toutes les dates</translation>
        </message>
        <message>
            <source>Links of a dataset</source>
            <translation>Liens d’un jeu de données</translation>
        </message>
        <message>
            <source>Search Anywhere</source>
            <translation>Rechercher partout</translation>
        </message>
        <message>
            <source>Show Without Live and Download</source>
            <translation>Sans « Direct » ni « Télécharger »</translation>
        </message>
        <message>
            <source>Remove “{filter}”</source>
            <translation>Supprimer « {filter} »</translation>
        </message>
        <message>
            <source>Clear All Filters</source>
            <translation>Effacer tous les filtres</translation>
        </message>
        <message>
            <source>Show All Datasets</source>
            <translation>Afficher tous les jeux de données</translation>
        </message>
        <message>
            <source>This record states no extent</source>
            <translation>Cette fiche n’indique pas d’emprise</translation>
        </message>
        <message>
            <source>This record has no address of its own</source>
            <translation>Cette fiche n’a pas d’adresse propre</translation>
        </message>
        <message>
            <source>Nothing to download</source>
            <translation>Rien à télécharger</translation>
        </message>
        <message>
            <source>This record names no organisation</source>
            <translation>Cette fiche n’indique pas d’organisation</translation>
        </message>
        <message>
            <source>Only {organisation}</source>
            <translation>{organisation} uniquement</translation>
        </message>
        <message>
            <source>The server</source>
            <translation>Le serveur</translation>
        </message>
        <message>
            <source>The data service</source>
            <translation>Le service de données</translation>
        </message>
        <message>
            <source>The file server</source>
            <translation>Le serveur de fichiers</translation>
        </message>
        <message>
            <source>The catalogue</source>
            <translation>Le catalogue</translation>
        </message>
        <message>
            <source> after {seconds:.1f} s</source>
            <translation> après {seconds:.1f} s</translation>
        </message>
        <message>
            <source>Your search is kept.</source>
            <translation>Votre recherche est conservée.</translation>
        </message>
        <message>
            <source>The {size} that have arrived are kept; trying again goes on from there.</source>
            <translation>Les {size} déjà reçus sont conservés ; un nouvel essai reprendra à partir de là.</translation>
        </message>
        <message>
            <source>Nothing half-done was left in the folder.</source>
            <translation>Aucun fichier incomplet n’est resté dans le dossier.</translation>
        </message>
        <message>
            <source>Nothing was added to the project.</source>
            <translation>Rien n’a été ajouté au projet.</translation>
        </message>
        <message>
            <source>Something went wrong in the plugin.</source>
            <translation>Une erreur s’est produite dans l’extension.</translation>
        </message>
        <message>
            <source>Copy the details and report them, please. QGIS and your project are not affected.</source>
            <translation>Veuillez copier les détails et les signaler. QGIS et votre projet ne sont pas affectés.</translation>
        </message>
        <message>
            <source>Area of {title}</source>
            <translation>Zone de {title}</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Résultats</translation>
        </message>
        <message>
            <source>{number} of {count}</source>
            <translation>{number} sur {count}</translation>
        </message>
        <message>
            <source>Recommended</source>
            <translation>Recommandé</translation>
        </message>
        <message>
            <source>This record has nothing to open or to download. Its organisation may help.</source>
            <translation>Cette fiche n’a rien à ouvrir ni à télécharger. Son organisation pourra peut-être vous aider.</translation>
        </message>
        <message>
            <source>CRS fits</source>
            <translation>SCR cohérent</translation>
        </message>
        <message>
            <source>CRS of another area</source>
            <translation>SCR d’une autre zone</translation>
        </message>
        <message>
            <source>CRS not stated</source>
            <translation>SCR non indiqué</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Fichiers</translation>
        </message>
        <message>
            <source>Documents and links</source>
            <translation>Documents et liens</translation>
        </message>
        <message>
            <source>Behind the links</source>
            <translation>Derrière les liens</translation>
        </message>
        <message>
            <source>The best choice here</source>
            <translation>Le meilleur choix ici</translation>
        </message>
        <message>
            <source>{shown} of {total} links are shown. All are in the record: Technical Details, Show JSON.</source>
            <translation>{shown} liens affichés sur {total}. Tous figurent dans la fiche : Détails techniques, Afficher le JSON.</translation>
        </message>
        <message>
            <source>not encrypted</source>
            <translation>non chiffré</translation>
        </message>
        <message>
            <source>zoom {first}–{last}</source>
            <translation>zoom {first}–{last}</translation>
        </message>
        <message>
            <source>about {size} in all</source>
            <translation>environ {size} au total</translation>
        </message>
        <message>
            <source>part {number} of {count}</source>
            <translation>partie {number} sur {count}</translation>
        </message>
        <message>
            <source>Make Available Offline</source>
            <translation>Rendre disponible hors ligne</translation>
        </message>
        <message>
            <source>Back to Live</source>
            <translation>Revenir au direct</translation>
        </message>
        <message>
            <source>Make Available Offline…</source>
            <translation>Rendre disponible hors ligne…</translation>
        </message>
        <message>
            <source>{name} is read from {file} now: {amount}.</source>
            <translation>La couche {name} est maintenant lue depuis {file} : {amount}.</translation>
        </message>
        <message>
            <source>{name} is live again.</source>
            <translation>La couche {name} est de nouveau en direct.</translation>
        </message>
        <message>
            <source>Added {title}: {amount}.</source>
            <translation>Couche {title} ajoutée : {amount}.</translation>
        </message>
        <message>
            <source>These records were saved {when}. Files on this computer still open.</source>
            <translation>Ces fiches ont été enregistrées {when}. Les fichiers présents sur cet ordinateur s’ouvrent toujours.</translation>
        </message>
        <message>
            <source>Search in the saved copy</source>
            <translation>Recherche dans la copie enregistrée</translation>
        </message>
        <message>
            <source>today at {time}</source>
            <translation>aujourd’hui à {time}</translation>
        </message>
        <message>
            <source>yesterday at {time}</source>
            <translation>hier à {time}</translation>
        </message>
        <message>
            <source>on {date}</source>
            <translation>le {date}</translation>
        </message>
        <message>
            <source>Asking the service of {name}</source>
            <translation>Interrogation du service : {name}</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>Ajouter…</translation>
        </message>
        <message>
            <source>Edit…</source>
            <translation>Éditer…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Supprimer</translation>
        </message>
        <message>
            <source>Add a catalogue</source>
            <translation>Ajouter un catalogue</translation>
        </message>
        <message>
            <source>Edit the catalogue</source>
            <translation>Éditer le catalogue</translation>
        </message>
        <message>
            <source>Remove the catalogue</source>
            <translation>Supprimer le catalogue</translation>
        </message>
        <message>
            <source>Catalogue that is searched</source>
            <translation>Catalogue interrogé</translation>
        </message>
        <message>
            <source>What is recommended</source>
            <translation>Ce qui est recommandé</translation>
        </message>
        <message>
            <source>Which way to the data a record recommends at first; it can be changed in each record</source>
            <translation>Mode d’accès aux données recommandé par défaut dans une fiche ; modifiable dans chaque fiche</translation>
        </message>
        <message>
            <source>Recommend</source>
            <translation>Recommander</translation>
        </message>
        <message>
            <source>Folder for Downloads</source>
            <translation>Dossier des téléchargements</translation>
        </message>
        <message>
            <source>In each project's folder, below secims</source>
            <translation>Dans le dossier de chaque projet, sous secims</translation>
        </message>
        <message>
            <source>Folder for downloads</source>
            <translation>Dossier des téléchargements</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Dossier</translation>
        </message>
        <message>
            <source>At the same time</source>
            <translation>Simultanés</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Vitesse</translation>
        </message>
        <message>
            <source>Downloads at the same time</source>
            <translation>Téléchargements simultanés</translation>
        </message>
        <message>
            <source>Speed of all downloads together</source>
            <translation>Vitesse de l’ensemble des téléchargements</translation>
        </message>
        <message>
            <source>What all downloads together take of your line at most</source>
            <translation>Débit maximal que tous les téléchargements ensemble prennent sur votre connexion</translation>
        </message>
        <message>
            <source>Give the full path of the folder.</source>
            <translation>Indiquez le chemin complet du dossier.</translation>
        </message>
        <message>
            <source>This folder does not exist yet; the first download makes it.</source>
            <translation>Ce dossier n’existe pas encore ; il sera créé au premier téléchargement.</translation>
        </message>
        <message>
            <source>Live Data</source>
            <translation>Données en direct</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>Vider</translation>
        </message>
        <message>
            <source>Empty the cache of live data</source>
            <translation>Vider le cache des données en direct</translation>
        </message>
        <message>
            <source>Load at most</source>
            <translation>Charger au plus</translation>
        </message>
        <message>
            <source>Kept on disk</source>
            <translation>Sur le disque</translation>
        </message>
        <message>
            <source> MB for one view of a coverage</source>
            <translation> MB pour une vue d’une couverture</translation>
        </message>
        <message>
            <source>Load at most for one view of a coverage, in megabytes</source>
            <translation>Charger au plus, pour une vue d’une couverture, en mégaoctets</translation>
        </message>
        <message>
            <source>What holds more is drawn as a coarse preview; each layer can be given more later.</source>
            <translation>Au-delà, un aperçu grossier s’affiche ; la limite peut être relevée plus tard pour chaque couche.</translation>
        </message>
        <message>
            <source>{size} of coverages and maps</source>
            <translation>{size} de couvertures et de cartes</translation>
        </message>
        <message>
            <source>Emptying the cache of live data</source>
            <translation>Vidage du cache des données en direct</translation>
        </message>
        <message>
            <source>Select a dataset to see what it offers.</source>
            <translation>Sélectionnez un jeu de données pour voir ce qu’il propose.</translation>
        </message>
        <message>
            <source>Map: the layer is drawn {distance} from where its record puts it</source>
            <translation>Carte : la couche est affichée à {distance} de la position indiquée par sa fiche</translation>
        </message>
        <message>
            <source>Map: the layer is drawn where its record puts it</source>
            <translation>Carte : la couche est affichée à la position indiquée par sa fiche</translation>
        </message>
        <message>
            <source>Layers that were checked</source>
            <translation>Couches vérifiées</translation>
        </message>
        <message>
            <source>Search Saved Copy ({count})</source>
            <translation>Chercher dans la copie ({count})</translation>
        </message>
        <message>
            <source>Network Settings…</source>
            <translation>Paramètres réseau…</translation>
        </message>
        <message>
            <source>Choose Folder…</source>
            <translation>Choisir un dossier…</translation>
        </message>
        <message>
            <source>Search Saved Copy</source>
            <translation>Chercher dans la copie</translation>
        </message>
        <message>
            <source>Opening the layer…</source>
            <translation>Ouverture de la couche…</translation>
        </message>
        <message>
            <source>Added to the map. {position}.</source>
            <translation>Couche ajoutée à la carte. {position}.</translation>
        </message>
        <message>
            <source>{name} was added. {position}.</source>
            <translation>La couche {name} a été ajoutée. {position}.</translation>
        </message>
        <message>
            <source>{title} was downloaded.</source>
            <translation>Téléchargement terminé : {title}.</translation>
        </message>
        <message>
            <source>What the data is wanted for; it decides what is recommended</source>
            <translation>Usage prévu des données ; il détermine ce qui est recommandé</translation>
        </message>
        <message>
            <source>Best for analysis offline</source>
            <translation>Idéal pour l’analyse hors ligne</translation>
        </message>
        <message>
            <source>Best for live data</source>
            <translation>Idéal pour les données en direct</translation>
        </message>
        <message>
            <source>Best for a quick map</source>
            <translation>Idéal pour une carte rapide</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copier</translation>
        </message>
        <message>
            <source>Document of a dataset</source>
            <translation>Document d’un jeu de données</translation>
        </message>
        <message>
            <source>… (cut; the whole is in the catalogue)</source>
            <translation>… (coupé ; le texte complet est dans le catalogue)</translation>
        </message>
        <message>
            <source>This record states no extent.</source>
            <translation>Cette fiche n’indique pas d’emprise.</translation>
        </message>
        <message>
            <source>This record has nothing that can be added to the map.</source>
            <translation>Cette fiche n’a rien qui puisse être ajouté à la carte.</translation>
        </message>
        <message>
            <source>This record has nothing that can be downloaded.</source>
            <translation>Cette fiche n’a rien qui puisse être téléchargé.</translation>
        </message>
        <message>
            <source>This record has nothing that can be extracted.</source>
            <translation>Cette fiche n’a rien qui puisse être extrait.</translation>
        </message>
        <message>
            <source>Add to Map (Ctrl+Enter)</source>
            <translation>Ajouter à la carte (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>This record has no data of its own. Its parts, listed below, have.</source>
            <translation>Cette fiche n’a pas de données propres. Ses parties, listées ci-dessous, en ont.</translation>
        </message>
        <message>
            <source>Parts of a dataset</source>
            <translation>Parties d’un jeu de données</translation>
        </message>
        <message>
            <source>Details of a dataset</source>
            <translation>Détails d’un jeu de données</translation>
        </message>
        <message>
            <source>Looking behind the link…</source>
            <translation>Exploration du lien…</translation>
        </message>
        <message>
            <source>What was found is listed below the links.</source>
            <translation>Les éléments trouvés sont listés sous les liens.</translation>
        </message>
        <message>
            <source>Nothing that QGIS could use is behind this link.</source>
            <translation>Ce lien ne mène à rien que QGIS puisse utiliser.</translation>
        </message>
        <message>
            <source>Previous dataset (Alt+Up)</source>
            <translation>Jeu de données précédent (Alt+Up)</translation>
        </message>
        <message>
            <source>Next dataset (Alt+Down)</source>
            <translation>Jeu de données suivant (Alt+Down)</translation>
        </message>
        <message>
            <source>Zoom to dataset</source>
            <translation>Zoom sur le jeu de données</translation>
        </message>
        <message>
            <source>More commands</source>
            <translation>Autres commandes</translation>
        </message>
        <message>
            <source>Updated {date}</source>
            <translation>Mise à jour : {date}</translation>
        </message>
        <message>
            <source>Created {date}</source>
            <translation>Création : {date}</translation>
        </message>
        <message>
            <source>{start} to {end}</source>
            <translation>{start} à {end}</translation>
        </message>
        <message>
            <source>Layer that you trust</source>
            <translation>Couche de confiance</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparer</translation>
        </message>
        <message>
            <source>Compare with a layer that you trust, of the same things:</source>
            <translation>Comparer avec une couche de confiance représentant les mêmes objets :</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>Comparaison…</translation>
        </message>
        <message>
            <source>Comparing with {name}</source>
            <translation>Comparaison avec {name}</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Conserver</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Appliquer</translation>
        </message>
        <message>
            <source>Writing {name}</source>
            <translation>Écriture de {name}</translation>
        </message>
        <message>
            <source>Untitled dataset</source>
            <translation>Jeu de données sans titre</translation>
        </message>
        <message>
            <source>GeoPackage</source>
            <translation>GeoPackage</translation>
        </message>
        <message>
            <source>Shapefile</source>
            <translation>Shapefile</translation>
        </message>
        <message>
            <source>kilobytes</source>
            <translation>kilooctets</translation>
        </message>
        <message>
            <source>megabytes</source>
            <translation>mégaoctets</translation>
        </message>
        <message>
            <source>gigabytes</source>
            <translation>gigaoctets</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>Jeux de données</translation>
        </message>
        <message>
            <source>Records That Could Not Be Read</source>
            <translation>Fiches illisibles</translation>
        </message>
        <message>
            <source>Order of the datasets</source>
            <translation>Ordre des jeux de données</translation>
        </message>
        <message>
            <source>Best Match</source>
            <translation>Pertinence</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titre</translation>
        </message>
        <message>
            <source>Newest First</source>
            <translation>Plus récents d’abord</translation>
        </message>
        <message>
            <source>Copy of a catalogue for offline use</source>
            <translation>Copie d’un catalogue pour un usage hors ligne</translation>
        </message>
        <message>
            <source>Search text</source>
            <translation>Texte à rechercher</translation>
        </message>
        <message>
            <source>Options</source>
            <translation>Options</translation>
        </message>
        <message>
            <source>In Map</source>
            <translation>Carte</translation>
        </message>
        <message>
            <source>Only datasets that lie in the visible map</source>
            <translation>Uniquement les jeux de données situés dans la carte visible</translation>
        </message>
        <message>
            <source>Only datasets that can be drawn without a download</source>
            <translation>Uniquement les jeux de données affichables sans téléchargement</translation>
        </message>
        <message>
            <source>Only datasets that can be downloaded</source>
            <translation>Uniquement les jeux de données téléchargeables</translation>
        </message>
        <message>
            <source>Area, time, type, keyword, organisation, format</source>
            <translation>Zone, période, type, mot-clé, organisation, format</translation>
        </message>
        <message>
            <source>Filters ({count})</source>
            <translation>Filtres ({count})</translation>
        </message>
        <message>
            <source>Search in {name}</source>
            <translation>Recherche dans {name}</translation>
        </message>
        <message>
            <source>{shown} of {total} datasets</source>
            <translation>{shown} sur {total} jeux de données</translation>
        </message>
        <message>
            <source>{count} datasets so far</source>
            <translation>{count} jeux de données pour l’instant</translation>
        </message>
        <message>
            <source>1 dataset</source>
            <translation>1 jeu de données</translation>
        </message>
        <message>
            <source>{count} datasets</source>
            <translation>{count} jeux de données</translation>
        </message>
        <message>
            <source>{datasets} in this catalogue</source>
            <translation>{datasets} dans ce catalogue</translation>
        </message>
        <message>
            <source>1 record could not be read</source>
            <translation>1 fiche illisible</translation>
        </message>
        <message>
            <source>{count} records could not be read</source>
            <translation>{count} fiches illisibles</translation>
        </message>
        <message>
            <source>All {count} shown</source>
            <translation>Tous affichés ({count})</translation>
        </message>
        <message>
            <source>found by CSW, OGC API Records failed</source>
            <translation>trouvés via CSW, échec d’OGC API Records</translation>
        </message>
        <message>
            <source>not sorted, the catalogue cannot</source>
            <translation>non triés, le catalogue ne le permet pas</translation>
        </message>
        <message>
            <source>filtered on this computer</source>
            <translation>filtrés sur cet ordinateur</translation>
        </message>
        <message>
            <source>Nothing found for “{text}” here</source>
            <translation>Aucun résultat ici pour « {text} »</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”</source>
            <translation>Aucun résultat pour « {text} »</translation>
        </message>
        <message>
            <source>Nothing found here</source>
            <translation>Aucun résultat ici</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Aucun résultat</translation>
        </message>
        <message>
            <source>Check the spelling, or widen the search:</source>
            <translation>Vérifiez l’orthographe ou élargissez la recherche :</translation>
        </message>
        <message>
            <source>Check the spelling, or try another word.</source>
            <translation>Vérifiez l’orthographe ou essayez un autre mot.</translation>
        </message>
        <message>
            <source>Widen the search:</source>
            <translation>Élargissez la recherche :</translation>
        </message>
        <message>
            <source>This catalogue is empty.</source>
            <translation>Ce catalogue est vide.</translation>
        </message>
        <message>
            <source>{host} is slow. Still waiting.</source>
            <translation>{host} est lent. Toujours en attente.</translation>
        </message>
        <message>
            <source>Cannot reach {host}.</source>
            <translation>{host} est injoignable.</translation>
        </message>
        <message>
            <source>Tried: {cause}. Check that this computer is online, and QGIS's proxy settings.</source>
            <translation>Tentative : {cause}. Vérifiez que cet ordinateur est en ligne, ainsi que les paramètres de proxy de QGIS.</translation>
        </message>
        <message>
            <source>{host} does not answer.</source>
            <translation>{host} ne répond pas.</translation>
        </message>
        <message>
            <source>It was given up{after}. {kept} Try again in a few minutes.</source>
            <translation>Abandon de la requête{after}. {kept} Réessayez dans quelques minutes.</translation>
        </message>
        <message>
            <source>The connection was lost.</source>
            <translation>La connexion a été perdue.</translation>
        </message>
        <message>
            <source>{host} stopped before its answer was whole. {kept}</source>
            <translation>{host} s’est arrêté avant la fin de sa réponse. {kept}</translation>
        </message>
        <message>
            <source>The answer is too large.</source>
            <translation>La réponse est trop volumineuse.</translation>
        </message>
        <message>
            <source>{host} sent more than the plugin reads at once. Make the search narrower.</source>
            <translation>{host} a envoyé plus que l’extension ne peut lire en une fois. Affinez la recherche.</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Annulé.</translation>
        </message>
        <message>
            <source>The proxy wants a login.</source>
            <translation>Le proxy demande une authentification.</translation>
        </message>
        <message>
            <source>Enter it in QGIS's network settings, then try again.</source>
            <translation>Saisissez vos identifiants dans les paramètres réseau de QGIS, puis réessayez.</translation>
        </message>
        <message>
            <source>{host} wants a login.</source>
            <translation>{host} demande une authentification.</translation>
        </message>
        <message>
            <source>It answered {answer}. Choose an authentication configuration for this catalogue.</source>
            <translation>Réponse reçue : {answer}. Choisissez une configuration d’authentification pour ce catalogue.</translation>
        </message>
        <message>
            <source>It is asked too often. Wait a minute, then try again.</source>
            <translation>Le serveur reçoit trop de requêtes. Attendez une minute, puis réessayez.</translation>
        </message>
        <message>
            <source>This is usually over in a few minutes.</source>
            <translation>Cela passe généralement en quelques minutes.</translation>
        </message>
        <message>
            <source>It did not accept the request.</source>
            <translation>La requête n’a pas été acceptée.</translation>
        </message>
        <message>
            <source>{party} had a problem.</source>
            <translation>{party} a rencontré un problème.</translation>
        </message>
        <message>
            <source>{host} answered {answer}{after}. {kept} {advice}</source>
            <translation>{host} a répondu {answer}{after}. {kept} {advice}</translation>
        </message>
        <message>
            <source>{host} answered {answer}.</source>
            <translation>{host} a répondu {answer}.</translation>
        </message>
        <message>
            <source>There is no catalogue at this address.</source>
            <translation>Il n’y a pas de catalogue à cette adresse.</translation>
        </message>
        <message>
            <source>Check the address of the catalogue.</source>
            <translation>Vérifiez l’adresse du catalogue.</translation>
        </message>
        <message>
            <source>It is no longer there.</source>
            <translation>La ressource n’existe plus.</translation>
        </message>
        <message>
            <source>Try another distribution, or tell the organisation in the record.</source>
            <translation>Essayez une autre distribution ou signalez-le à l’organisation indiquée dans la fiche.</translation>
        </message>
        <message>
            <source>This link is not followed.</source>
            <translation>Ce lien n’est pas suivi.</translation>
        </message>
        <message>
            <source>For your safety: {cause}.</source>
            <translation>Pour votre sécurité : {cause}.</translation>
        </message>
        <message>
            <source>{party} sent something unexpected.</source>
            <translation>{party} a envoyé une réponse inattendue.</translation>
        </message>
        <message>
            <source>From {host}: {cause}. {kept}</source>
            <translation>{host} : {cause}. {kept}</translation>
        </message>
        <message>
            <source>{host} answered, but not as OGC API Records or CSW: {cause}. Check the address.</source>
            <translation>{host} a répondu, mais pas comme un service OGC API Records ou CSW : {cause}. Vérifiez l’adresse.</translation>
        </message>
        <message>
            <source>The record is no longer in the catalogue.</source>
            <translation>La fiche n’est plus dans le catalogue.</translation>
        </message>
        <message>
            <source>It may have got another name. Search again.</source>
            <translation>Son nom a peut-être changé. Relancez la recherche.</translation>
        </message>
        <message>
            <source>Start of SEC-IMS</source>
            <translation>Démarrage de SEC-IMS</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Recherche…</translation>
        </message>
        <message>
            <source>Recent Searches</source>
            <translation>Recherches récentes</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>Favoris</translation>
        </message>
        <message>
            <source>Themes</source>
            <translation>Thèmes</translation>
        </message>
        <message>
            <source>Pictures of datasets</source>
            <translation>Images des jeux de données</translation>
        </message>
        <message>
            <source>From</source>
            <translation>De</translation>
        </message>
        <message>
            <source>To</source>
            <translation>À</translation>
        </message>
        <message>
            <source>to</source>
            <translation>à</translation>
        </message>
        <message>
            <source>Since {year}</source>
            <translation>Depuis {year}</translation>
        </message>
        <message>
            <source>From {start} to {end}</source>
            <translation>De {start} à {end}</translation>
        </message>
        <message>
            <source>From … to …</source>
            <translation>De … à …</translation>
        </message>
        <message>
            <source>2018 or 2018-05-31</source>
            <translation>2018 ou 2018-05-31</translation>
        </message>
        <message>
            <source>A year, or a date as 2018-05-31</source>
            <translation>Une année, ou une date comme 2018-05-31</translation>
        </message>
        <message>
            <source>As the service shows it</source>
            <translation>Celui du service</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Lecture…</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Actualiser</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source>&amp;Variable</source>
            <translation>&amp;Variable</translation>
        </message>
        <message>
            <source>&amp;Time (UTC)</source>
            <translation>&amp;Temps (UTC)</translation>
        </message>
        <message>
            <source>Shown while the temporal controller is off.</source>
            <translation>Affiché lorsque le contrôleur temporel est désactivé.</translation>
        </message>
        <message>
            <source>&amp;Style</source>
            <translation>&amp;Style</translation>
        </message>
        <message>
            <source>&amp;Load at most</source>
            <translation>&amp;Charger au plus</translation>
        </message>
        <message>
            <source>For one view. What holds more is drawn as a coarse preview.</source>
            <translation>Pour une vue. Au-delà, un aperçu grossier s’affiche.</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>En cache</translation>
        </message>
        <message>
            <source>{algorithm} reads files only, and {name} is drawn live. Save the part you need first.</source>
            <translation>{algorithm} ne lit que des fichiers, or la couche {name} est affichée en direct. Enregistrez d’abord la partie voulue.</translation>
        </message>
        <message>
            <source>Extract…</source>
            <translation>Extraire…</translation>
        </message>
        <message>
            <source>Refresh from Server</source>
            <translation>Actualiser depuis le serveur</translation>
        </message>
        <message>
            <source>Live Data…</source>
            <translation>Données en direct…</translation>
        </message>
        <message>
            <source>Zoom In</source>
            <translation>Zoom +</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>Télécharger…</translation>
        </message>
        <message>
            <source>It is not in the project yet: add it to the map first.</source>
            <translation>Pas encore dans le projet : ajoutez d’abord la couche à la carte.</translation>
        </message>
        <message>
            <source>Looking at {variable}</source>
            <translation>Lecture de {variable}</translation>
        </message>
        <message>
            <source>Looking at what is kept</source>
            <translation>Lecture des données en cache</translation>
        </message>
        <message>
            <source>Dropping what is kept</source>
            <translation>Suppression des données en cache</translation>
        </message>
        <message>
            <source>{name}: coarse preview. Zoom in for full detail.</source>
            <translation>{name} : aperçu grossier. Zoomez pour tous les détails.</translation>
        </message>
        <message>
            <source>{name}: the server cannot be reached; drawn as last seen.</source>
            <translation>{name} : serveur injoignable ; dernier état connu affiché.</translation>
        </message>
        <message>
            <source>{name} could not be drawn: {cause}</source>
            <translation>Impossible d’afficher {name} : {cause}</translation>
        </message>
        <message>
            <source>{name}: values are missing in what was calculated or saved: {cause}</source>
            <translation>{name} : des valeurs manquent dans ce qui a été calculé ou enregistré : {cause}</translation>
        </message>
        <message>
            <source>Coarse preview: click to load more, or zoom in.</source>
            <translation>Aperçu grossier : cliquez pour charger davantage, ou zoomez.</translation>
        </message>
        <message>
            <source>Offline: the server cannot be reached. Click to try again.</source>
            <translation>Hors ligne : serveur injoignable. Cliquez pour réessayer.</translation>
        </message>
        <message>
            <source>Not drawn as a whole. Click to try again.</source>
            <translation>Affichage incomplet. Cliquez pour réessayer.</translation>
        </message>
        <message>
            <source>Values were missing in a calculation. Click to try again.</source>
            <translation>Des valeurs manquaient dans un calcul. Cliquez pour réessayer.</translation>
        </message>
        <message>
            <source>Load {mb} MB…</source>
            <translation>Charger {mb} MB…</translation>
        </message>
        <message>
            <source>At most {budget} MB are loaded for one view of this layer. Change it here.</source>
            <translation>Au plus {budget} MB sont chargés pour une vue de cette couche. Modifiez cette limite ici.</translation>
        </message>
        <message>
            <source>Nothing is kept on this computer yet.</source>
            <translation>Rien n’est encore conservé sur cet ordinateur.</translation>
        </message>
        <message>
            <source>{mb} MB on this computer, fetched less than an hour ago.</source>
            <translation>{mb} MB sur cet ordinateur, reçus il y a moins d’une heure.</translation>
        </message>
        <message>
            <source>{mb} MB on this computer, the oldest fetched {hours} h ago.</source>
            <translation>{mb} MB sur cet ordinateur, dont les plus anciens reçus il y a {hours} h.</translation>
        </message>
        <message>
            <source>{mb} MB on this computer, the oldest fetched {days} d ago.</source>
            <translation>{mb} MB sur cet ordinateur, dont les plus anciens reçus il y a {days} j.</translation>
        </message>
        <message>
            <source>there is no address</source>
            <translation>il n’y a pas d’adresse</translation>
        </message>
        <message>
            <source>the address is too long</source>
            <translation>l’adresse est trop longue</translation>
        </message>
        <message>
            <source>the address has blanks, backslashes or control characters</source>
            <translation>l’adresse contient des espaces, des barres obliques inverses ou des caractères de contrôle</translation>
        </message>
        <message>
            <source>the address cannot be read</source>
            <translation>l’adresse est illisible</translation>
        </message>
        <message>
            <source>only http and https links are followed</source>
            <translation>seuls les liens http et https sont suivis</translation>
        </message>
        <message>
            <source>the address names no host</source>
            <translation>l’adresse ne nomme aucun hôte</translation>
        </message>
        <message>
            <source>the address contains credentials</source>
            <translation>l’adresse contient des identifiants</translation>
        </message>
        <message>
            <source>SEC-IMS Catalogue</source>
            <translation>Catalogue SEC-IMS</translation>
        </message>
        <message>
            <source>Search the spatial data of Saint Lucia</source>
            <translation>Rechercher dans les données spatiales de Sainte-Lucie</translation>
        </message>
        <message>
            <source>Search in SEC-IMS</source>
            <translation>Rechercher dans SEC-IMS</translation>
        </message>
        <message>
            <source>Check Positions of All Layers</source>
            <translation>Vérifier les positions de toutes les couches</translation>
        </message>
        <message>
            <source>Add live layer</source>
            <translation>Ajouter une couche en direct</translation>
        </message>
        <message>
            <source>Adds a distribution of a record as a layer that is drawn from its service.</source>
            <translation>Ajoute une distribution d’une fiche comme couche affichée depuis son service.</translation>
        </message>
        <message>
            <source>Makes a layer of one distribution of a record, drawn from its service: only what is in view is loaded. The layer is added when the algorithm is done, in a group with the record's title, with the record's metadata.

The distribution is its number in the record (see Describe record, 'index'), or a kind such as FEATURES; then the first of that kind is taken. A variable of a coverage follows a colon: COVERAGE:rainfall. Tiles, WMS and WMTS may offer several styles and tile matrix sets: name one, or leave the choice to the service.

The layer has the CRS in which the service stores the data, or longitude and latitude (OGC:CRS84). Whether it lies where its record says is told in the log.</source>
            <translation>Crée une couche à partir d’une distribution d’une fiche, affichée depuis son service : seule la partie visible est chargée. La couche est ajoutée à la fin de l’algorithme, dans un groupe portant le titre de la fiche, avec les métadonnées de la fiche.

La distribution est donnée par son numéro dans la fiche (voir « Décrire une fiche », « index ») ou par un type comme FEATURES ; la première de ce type est alors prise. La variable d’une couverture s’indique après deux-points : COVERAGE:rainfall. Les tuiles, WMS et WMTS peuvent proposer plusieurs styles et jeux de matrices de tuiles : indiquez-en un, ou laissez le choix au service.

La couche a le SCR dans lequel le service stocke les données, ou longitude et latitude (OGC:CRS84). Le journal indique si elle se trouve là où sa fiche la situe.</translation>
        </message>
        <message>
            <source>Distribution (its number, or a kind)</source>
            <translation>Distribution (son numéro ou un type)</translation>
        </message>
        <message>
            <source>Style, where the service has several</source>
            <translation>Style, si le service en propose plusieurs</translation>
        </message>
        <message>
            <source>Tile matrix set, where the service has several</source>
            <translation>Jeu de matrices de tuiles, si le service en propose plusieurs</translation>
        </message>
        <message>
            <source>Live layer</source>
            <translation>Couche en direct</translation>
        </message>
        <message>
            <source>Source of the layer</source>
            <translation>Source de la couche</translation>
        </message>
        <message>
            <source>Data provider of the layer</source>
            <translation>Fournisseur de données de la couche</translation>
        </message>
        <message>
            <source>Catalogue (name of a connection, or URL)</source>
            <translation>Catalogue (nom d’une connexion ou URL)</translation>
        </message>
        <message>
            <source>Record (its identifier)</source>
            <translation>Fiche (son identifiant)</translation>
        </message>
        <message>
            <source>Record: {title}</source>
            <translation>Fiche : {title}</translation>
        </message>
        <message>
            <source>Check CRS of layer</source>
            <translation>Vérifier le SCR d’une couche</translation>
        </message>
        <message>
            <source>Checks whether a layer is drawn where it should be, and says what mends it.</source>
            <translation>Vérifie si une couche est affichée là où elle doit l’être et indique comment la corriger.</translation>
        </message>
        <message>
            <source>Checks whether the CRS of a layer is the one that is declared, and whether it puts the layer where it should be. Nothing is changed.

The declared CRS is a code (EPSG:2006), a URN, a URI or a label. The expected extent may be in any CRS. Where they are left empty, a layer that this plugin added is compared with its record; any other needs an expected extent, or the verdict is no_extent.

A layer that you trust (a coastline, say) shows shifts that an extent cannot: another island's grid, or a datum shift that was left out. It need not have the same points, only the same things.

Outputs: the verdict (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent), an explanation with distances in metres or kilometres, and the best remedy, empty where none is needed; with a trusted layer also how many metres lie between the two.</source>
            <translation>Vérifie si le SCR d’une couche est bien celui qui est déclaré, et s’il place la couche là où elle doit être. Rien n’est modifié.

Le SCR déclaré est un code (EPSG:2006), un URN, un URI ou un libellé. L’emprise attendue peut être dans n’importe quel SCR. Si ces champs restent vides, une couche ajoutée par cette extension est comparée à sa fiche ; toute autre couche nécessite une emprise attendue, sinon le verdict est no_extent.

Une couche de confiance (un trait de côte, par exemple) révèle des décalages qu’une emprise ne montre pas : la grille d’une autre île ou une transformation de datum oubliée. Elle n’a pas besoin d’avoir les mêmes points, seulement les mêmes objets.

Sorties : le verdict (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent), une explication avec les distances en mètres ou en kilomètres, et la meilleure correction, vide si aucune n’est nécessaire ; avec une couche de confiance, également la distance en mètres entre les deux.</translation>
        </message>
        <message>
            <source>Declared CRS</source>
            <translation>SCR déclaré</translation>
        </message>
        <message>
            <source>Expected extent</source>
            <translation>Emprise attendue</translation>
        </message>
        <message>
            <source>Layer that you trust, of the same things</source>
            <translation>Couche de confiance, représentant les mêmes objets</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Verdict</translation>
        </message>
        <message>
            <source>Explanation</source>
            <translation>Explication</translation>
        </message>
        <message>
            <source>Best remedy</source>
            <translation>Meilleure correction</translation>
        </message>
        <message>
            <source>Distance from the trusted layer, metres</source>
            <translation>Distance à la couche de confiance, en mètres</translation>
        </message>
        <message>
            <source>The layer cannot be opened. Check its path or its source.</source>
            <translation>Impossible d’ouvrir la couche. Vérifiez son chemin ou sa source.</translation>
        </message>
        <message>
            <source>the expected extent</source>
            <translation>l’emprise attendue</translation>
        </message>
        <message>
            <source>The two layers show nothing in common within 1.5 km. Choose another trusted layer.</source>
            <translation>Les deux couches ne montrent rien de commun à moins de 1,5 km. Choisissez une autre couche de confiance.</translation>
        </message>
        <message>
            <source>Check CRS of all layers</source>
            <translation>Vérifier le SCR de toutes les couches</translation>
        </message>
        <message>
            <source>Checks whether the layers of a project are drawn where they should be, as a table.</source>
            <translation>Vérifie si les couches d’un projet sont affichées là où elles doivent l’être, sous forme de table.</translation>
        </message>
        <message>
            <source>Checks the CRS of all layers of the project, or of those that are chosen, also of layers that did not come from a catalogue. Nothing is changed.

A layer that this plugin added is compared with its record. Others are compared with the area, where one is given; else with Saint Lucia, if their coordinates fit there in any CRS that is used on the island, and with nothing otherwise.

Outputs: a table with the verdict, the explanation and the best remedy of each layer, how many were checked, and how many of them are not certain to be right.</source>
            <translation>Vérifie le SCR de toutes les couches du projet, ou de celles qui sont choisies, y compris des couches qui ne viennent pas d’un catalogue. Rien n’est modifié.

Une couche ajoutée par cette extension est comparée à sa fiche. Les autres sont comparées à la zone, s’il y en a une ; sinon à Sainte-Lucie, si leurs coordonnées y correspondent dans l’un des SCR utilisés sur l’île, et à rien dans les autres cas.

Sorties : une table avec le verdict, l’explication et la meilleure correction de chaque couche, le nombre de couches vérifiées et le nombre de celles dont la position n’est pas certaine d’être correcte.</translation>
        </message>
        <message>
            <source>Layers (none: all of the project)</source>
            <translation>Couches (aucune : toutes celles du projet)</translation>
        </message>
        <message>
            <source>Area of layers without a record</source>
            <translation>Zone des couches sans fiche</translation>
        </message>
        <message>
            <source>Positions</source>
            <translation>Positions</translation>
        </message>
        <message>
            <source>Layers that are wrong or doubtful</source>
            <translation>Couches fausses ou douteuses</translation>
        </message>
        <message>
            <source>There is no project to check.</source>
            <translation>Il n’y a pas de projet à vérifier.</translation>
        </message>
        <message>
            <source>The record has no distribution “{wanted}”. {all}</source>
            <translation>La fiche n’a pas de distribution « {wanted} ». {all}</translation>
        </message>
        <message>
            <source>Only coverages have variables such as “{variable}”; this is {kind}.</source>
            <translation>Seules les couvertures ont des variables comme « {variable} » ; ici, le type est {kind}.</translation>
        </message>
        <message>
            <source>The record has no file to download. {all}</source>
            <translation>La fiche n’a pas de fichier à télécharger. {all}</translation>
        </message>
        <message>
            <source>It has none at all.</source>
            <translation>Elle n’a aucune distribution.</translation>
        </message>
        <message>
            <source>It has: {rows}.</source>
            <translation>Distributions disponibles : {rows}.</translation>
        </message>
        <message>
            <source>There is no connection “{name}”. Give the address of a catalogue, or one of {names}.</source>
            <translation>Il n’y a pas de connexion « {name} ». Indiquez l’adresse d’un catalogue, ou une de celles-ci : {names}.</translation>
        </message>
        <message>
            <source>Describe record</source>
            <translation>Décrire une fiche</translation>
        </message>
        <message>
            <source>Writes a record of a catalogue and its distributions to a JSON file.</source>
            <translation>Écrit une fiche d’un catalogue et ses distributions dans un fichier JSON.</translation>
        </message>
        <message>
            <source>Reads one record of a catalogue with the details of its ISO document (sizes, CRS, lineage, constraints) and writes it to a JSON file: 'record', and 'distributions' with all ways to get at the data.

Of a record with more than 1,000 links the first 1,000 are written; 'links_left_out' counts the others.

'index' is the number of a distribution that the other SEC-IMS algorithms take, 'kind' says what it is, 'size_bytes' is in bytes, and 'reason' says why one is not 'usable'. 'bbox' is west, south, east, north in degrees of longitude and latitude (OGC:CRS84).</source>
            <translation>Lit une fiche d’un catalogue avec les détails de son document ISO (tailles, SCR, généalogie, contraintes) et l’écrit dans un fichier JSON : « record », et « distributions » avec tous les moyens d’accéder aux données.

Pour une fiche de plus de 1 000 liens, seuls les 1 000 premiers sont écrits ; « links_left_out » compte les autres.

« index » est le numéro de distribution qu’attendent les autres algorithmes SEC-IMS, « kind » indique son type, « size_bytes » est en octets, et « reason » indique pourquoi une distribution n’est pas « usable ». « bbox » donne ouest, sud, est, nord en degrés de longitude et de latitude (OGC:CRS84).</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Description</translation>
        </message>
        <message>
            <source>{count} further links of the record were not read</source>
            <translation>{count} autres liens de la fiche n’ont pas été lus</translation>
        </message>
        <message>
            <source>Download files</source>
            <translation>Télécharger des fichiers</translation>
        </message>
        <message>
            <source>Downloads a distribution of a record, verifies the files and checks their CRS.</source>
            <translation>Télécharge une distribution d’une fiche, contrôle les fichiers et vérifie leur SCR.</translation>
        </message>
        <message>
            <source>Downloads a distribution of a record into a folder, which is made where it is missing. A file appears under its name only when it is whole and verified; nothing is overwritten. A download that broke off goes on where it stopped when it is run again.

The distribution is its number in the record (see Describe record, 'index'), a kind such as FILE or COG, or a format such as gpkg. Without one, the recommended file is taken. Where that is the first part of a dataset in several files, all parts are fetched and joined: vector data to one GeoPackage, rasters by a virtual raster beside them. Another part comes alone.

Outputs: the paths of the files, their size in bytes, their SHA-256 sums in the order of the files, and the verdict of the CRS check (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent; the worst of all layers; empty where there are no layers).</source>
            <translation>Télécharge une distribution d’une fiche dans un dossier, qui est créé s’il n’existe pas. Un fichier n’apparaît sous son nom qu’une fois complet et contrôlé ; rien n’est écrasé. Un téléchargement interrompu reprend là où il s’est arrêté lorsqu’il est relancé.

La distribution est donnée par son numéro dans la fiche (voir « Décrire une fiche », « index »), par un type comme FILE ou COG, ou par un format comme gpkg. À défaut, le fichier recommandé est pris. S’il s’agit de la première partie d’un jeu de données en plusieurs fichiers, toutes les parties sont téléchargées et réunies : les données vecteur dans un seul GeoPackage, les rasters par un raster virtuel placé à côté d’eux. Une autre partie est téléchargée seule.

Sorties : les chemins des fichiers, leur taille en octets, leurs sommes SHA-256 dans l’ordre des fichiers, et le verdict de la vérification du SCR (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent ; le pire de toutes les couches ; vide s’il n’y a pas de couches).</translation>
        </message>
        <message>
            <source>Distribution (its number, kind or format; empty: the recommended one)</source>
            <translation>Distribution (son numéro, type ou format ; vide : celle recommandée)</translation>
        </message>
        <message>
            <source>Size in bytes</source>
            <translation>Taille en octets</translation>
        </message>
        <message>
            <source>SHA-256 of each file</source>
            <translation>SHA-256 de chaque fichier</translation>
        </message>
        <message>
            <source>Verdict of the CRS check</source>
            <translation>Verdict de la vérification du SCR</translation>
        </message>
        <message>
            <source>The dataset is not complete: {problem}. The parts that there are come.</source>
            <translation>Le jeu de données n’est pas complet : {problem}. Les parties disponibles sont téléchargées.</translation>
        </message>
        <message>
            <source>{name} is no extent in longitude and latitude. If its numbers are metres, add their CRS, as in “498000,523000,1514000,1561000 [EPSG:2006]”.</source>
            <translation>{name} n’est pas une emprise en longitude et latitude. Si ses nombres sont des mètres, ajoutez leur SCR, comme dans « 498000,523000,1514000,1561000 [EPSG:2006] ».</translation>
        </message>
        <message>
            <source>Extract live data</source>
            <translation>Extraire des données en direct</translation>
        </message>
        <message>
            <source>Saves what a service has in an extent: features, pixels or tiles, whole and checked.</source>
            <translation>Enregistre ce qu’un service contient dans une emprise : entités, pixels ou tuiles, au complet et contrôlés.</translation>
        </message>
        <message>
            <source>Saves live data of a record to a file: OGC API Features to a GeoPackage (.gpkg), OGC API Coverages to a cloud-optimized GeoTIFF (.tif), tiles and PMTiles to MBTiles (.mbtiles). The file appears when it is whole, or not at all.

The distribution is its number in the record (see Describe record, 'index'), or a kind such as FEATURES or COVERAGE. Without one, the first that can be extracted is taken.

Features that meet the extent are taken whole; of a coverage, the pixels that it touches, with their exact values. Without an extent, everything is taken. An extent may be in any CRS; numbers without a CRS are longitudes and latitudes.

The file has the CRS in which the service stores the data, unless another one is chosen; pixels are then resampled by nearest neighbour. The size of a pixel is in units of that CRS. The condition on attributes is one of SQLite, such as "levels" &gt; 3.

Outputs: the file, the number of features, pixels or tiles in it, and the verdict of the CRS check (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent).</source>
            <translation>Enregistre des données en direct d’une fiche dans un fichier : OGC API Features dans un GeoPackage (.gpkg), OGC API Coverages dans un GeoTIFF optimisé pour le cloud (.tif), tuiles et PMTiles dans un MBTiles (.mbtiles). Le fichier n’apparaît que s’il est complet.

La distribution est donnée par son numéro dans la fiche (voir « Décrire une fiche », « index »), ou par un type comme FEATURES ou COVERAGE. À défaut, la première qui peut être extraite est prise.

Les entités qui touchent l’emprise sont prises en entier ; d’une couverture, les pixels que l’emprise touche, avec leurs valeurs exactes. Sans emprise, tout est pris. L’emprise peut être dans n’importe quel SCR ; des nombres sans SCR sont des longitudes et des latitudes.

Le fichier a le SCR dans lequel le service stocke les données, sauf si un autre est choisi ; les pixels sont alors rééchantillonnés au plus proche voisin. La taille du pixel est dans l’unité de ce SCR. La condition sur les attributs suit la syntaxe de SQLite, par exemple "levels" &gt; 3.

Sorties : le fichier, le nombre d’entités, de pixels ou de tuiles qu’il contient, et le verdict de la vérification du SCR (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent).</translation>
        </message>
        <message>
            <source>Condition on attributes</source>
            <translation>Condition sur les attributs</translation>
        </message>
        <message>
            <source>Distribution (its number, or a kind; empty: the first)</source>
            <translation>Distribution (son numéro ou un type ; vide : la première)</translation>
        </message>
        <message>
            <source>Extent (empty: everything)</source>
            <translation>Emprise (vide : tout)</translation>
        </message>
        <message>
            <source>CRS of the file (empty: that of the service)</source>
            <translation>SCR du fichier (vide : celui du service)</translation>
        </message>
        <message>
            <source>Number of features</source>
            <translation>Nombre d’entités</translation>
        </message>
        <message>
            <source>Number of pixels</source>
            <translation>Nombre de pixels</translation>
        </message>
        <message>
            <source>Number of tiles</source>
            <translation>Nombre de tuiles</translation>
        </message>
        <message>
            <source>The record has no live data that can be extracted.</source>
            <translation>La fiche n’a pas de données en direct qui puissent être extraites.</translation>
        </message>
        <message>
            <source>Search catalogue</source>
            <translation>Rechercher dans un catalogue</translation>
        </message>
        <message>
            <source>Finds records in a catalogue by words, extent and time.</source>
            <translation>Trouve des fiches dans un catalogue par mots, emprise et période.</translation>
        </message>
        <message>
            <source>Searches a catalogue (OGC API Records or CSW 2.0.2) and writes the records that it finds, with their distributions, to a JSON file.

All words of the text must occur in a record. The extent may be in any CRS; records whose own extent meets it are found. Start and end are dates (2020-01-31); records whose time overlaps are found. The limit is a number of records.

Types (dataset, series, service …), keywords, organisations and formats (gpkg, shp.zip, tif …) may be several each, separated by semicolons or given as a list. A record must have one of the types, organisations and formats, and all of the keywords. What a catalogue cannot filter by is decided here, after reading its records.

In the file, 'bbox' is west, south, east, north in degrees of longitude and latitude (OGC:CRS84), 'size_bytes' is in bytes, and 'index' is the number of a distribution that the other SEC-IMS algorithms take. 'matched' is null where the server does not say how many records match; the output MATCHED is then the same as RETURNED.

Footprints are the extents of the records as polygons (EPSG:4326); records without an extent have none.</source>
            <translation>Recherche dans un catalogue (OGC API Records ou CSW 2.0.2) et écrit les fiches trouvées, avec leurs distributions, dans un fichier JSON.

Tous les mots du texte doivent figurer dans une fiche. L’emprise peut être dans n’importe quel SCR ; les fiches dont l’emprise la recoupe sont trouvées. Le début et la fin sont des dates (2020-01-31) ; les fiches dont la période recoupe cet intervalle sont trouvées. La limite est un nombre de fiches.

Les types (dataset, series, service …), mots-clés, organisations et formats (gpkg, shp.zip, tif …) peuvent chacun être plusieurs, séparés par des points-virgules ou donnés sous forme de liste. Une fiche doit correspondre à l’un des types, à l’une des organisations et à l’un des formats, et avoir tous les mots-clés. Les critères que le catalogue ne sait pas appliquer le sont ici, après lecture de ses fiches.

Dans le fichier, « bbox » donne ouest, sud, est, nord en degrés de longitude et de latitude (OGC:CRS84), « size_bytes » est en octets, et « index » est le numéro de distribution qu’attendent les autres algorithmes SEC-IMS. « matched » est null si le serveur n’indique pas combien de fiches correspondent ; la sortie MATCHED est alors égale à RETURNED.

Les empreintes sont les emprises des fiches sous forme de polygones (EPSG:4326) ; les fiches sans emprise n’en ont pas.</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Mots</translation>
        </message>
        <message>
            <source>Not older than</source>
            <translation>À partir du</translation>
        </message>
        <message>
            <source>Not newer than</source>
            <translation>Jusqu’au</translation>
        </message>
        <message>
            <source>Types</source>
            <translation>Types</translation>
        </message>
        <message>
            <source>Organisations</source>
            <translation>Organisations</translation>
        </message>
        <message>
            <source>Formats</source>
            <translation>Formats</translation>
        </message>
        <message>
            <source>Number of records at most</source>
            <translation>Nombre maximal de fiches</translation>
        </message>
        <message>
            <source>Footprints</source>
            <translation>Empreintes</translation>
        </message>
        <message>
            <source>Records</source>
            <translation>Fiches</translation>
        </message>
        <message>
            <source>Number of records that match</source>
            <translation>Nombre de fiches correspondantes</translation>
        </message>
        <message>
            <source>Number of records in the file</source>
            <translation>Nombre de fiches dans le fichier</translation>
        </message>
        <message>
            <source>Skipped: {reason}</source>
            <translation>Ignoré : {reason}</translation>
        </message>
        <message>
            <source>The list is {note}</source>
            <translation>Remarque sur la liste : {note}</translation>
        </message>
        <message>
            <source>{count} of {all} records</source>
            <translation>{count} fiches sur {all}</translation>
        </message>
        <message>
            <source>CRS: {verdict}. {explanation}</source>
            <translation>SCR : {verdict}. {explanation}</translation>
        </message>
        <message>
            <source>the area it was compared with</source>
            <translation>la zone de comparaison</translation>
        </message>
    </context>
</TS>
