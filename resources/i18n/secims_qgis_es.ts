<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>SecimsQgis</name>
        <message>
            <source>The service was asked for {asked}, and says that it sends {named}.</source>
            <translation>Se pidió {asked} al servicio, y este indica que envía {named}.</translation>
        </message>
        <message>
            <source>{reference}: the layer lies {distance} {direction}; {share} of its points agree</source>
            <translation>{reference}: la capa está {distance} {direction}; {share} de sus puntos coincide</translation>
        </message>
        <message>
            <source>a trusted layer</source>
            <translation>una capa de confianza</translation>
        </message>
        <message>
            <source>For all layers of this project that are in {crs}. No file is changed.</source>
            <translation>Para todas las capas de este proyecto cuyo SRC es {crs}. No se modifica ningún archivo.</translation>
        </message>
        <message>
            <source>The map uses {crs}, and layers in other CRSs line up with it.</source>
            <translation>El mapa usa {crs}, y las capas con otros SRC coinciden con él.</translation>
        </message>
        <message>
            <source>“{name}”</source>
            <translation>“{name}”</translation>
        </message>
        <message>
            <source>the reference</source>
            <translation>la referencia</translation>
        </message>
        <message>
            <source>Compared with {name}, it lies where it should, to {distance}.</source>
            <translation>Comparada con {name}, la capa está donde debería, con una diferencia de {distance}.</translation>
        </message>
        <message>
            <source>Drawn {away}, compared with {name}: {says}, but {crs} would put it right.</source>
            <translation>Dibujada {away}, en comparación con {name}: {says}, pero {crs} la situaría correctamente.</translation>
        </message>
        <message>
            <source>Drawn {away}, compared with {name}.</source>
            <translation>Dibujada {away}, en comparación con {name}.</translation>
        </message>
        <message>
            <source>That is what a datum shift makes that was left out, {distance} here: ask the organisation how the coordinates were transformed.</source>
            <translation>Es el efecto de una transformación de datum omitida, aquí {distance}: pregunte a la organización cómo se transformaron las coordenadas.</translation>
        </message>
        <message>
            <source>Not verifiable from its extent: a datum shift that was left out earlier, {distance} here. Compare it with a layer that you trust.</source>
            <translation>No verificable a partir de su extensión: una transformación de datum omitida anteriormente, aquí {distance}. Compárela con una capa de confianza.</translation>
        </message>
        <message>
            <source>{name}, accuracy unknown</source>
            <translation>{name}, precisión desconocida</translation>
        </message>
        <message>
            <source>none known</source>
            <translation>ninguna conocida</translation>
        </message>
        <message>
            <source>none needed</source>
            <translation>no es necesaria</translation>
        </message>
        <message>
            <source>QGIS knows no datum shift here and leaves it out.</source>
            <translation>QGIS no conoce aquí ninguna transformación de datum y la omite.</translation>
        </message>
        <message>
            <source>a shift set in the project</source>
            <translation>una transformación definida en el proyecto</translation>
        </message>
        <message>
            <source>A better one, {shift}, needs the grid {grid}, which is missing.</source>
            <translation>Existe una mejor, {shift}, pero necesita la rejilla {grid}, que falta.</translation>
        </message>
        <message>
            <source>It is not published freely; ask the mapping agency for it.</source>
            <translation>No se publica libremente; solicítela al organismo cartográfico.</translation>
        </message>
        <message>
            <source>Get it from {url}, put it into the folder {folder}, and start QGIS again.</source>
            <translation>Descárguela de {url}, colóquela en la carpeta {folder} y reinicie QGIS.</translation>
        </message>
        <message>
            <source>QGIS would leave the datum shift out, although {shift}, is available.</source>
            <translation>QGIS omitiría la transformación de datum, aunque {shift}, está disponible.</translation>
        </message>
        <message>
            <source>QGIS would use {used}, although {better}, is available.</source>
            <translation>QGIS usaría {used}, aunque {better}, está disponible.</translation>
        </message>
        <message>
            <source>The two are {metres:.1f} m apart here.</source>
            <translation>La diferencia entre ambas es aquí de {metres:.1f} m.</translation>
        </message>
        <message>
            <source>as they stand, the coordinates put the layer {away}; exchanged, they fit {crs}.</source>
            <translation>tal como están, las coordenadas sitúan la capa {away}; intercambiadas, corresponden a {crs}.</translation>
        </message>
        <message>
            <source>as they stand, the coordinates are nowhere on earth; exchanged, they fit {crs}.</source>
            <translation>tal como están, las coordenadas no caen en ningún lugar de la Tierra; intercambiadas, corresponden a {crs}.</translation>
        </message>
        <message>
            <source>X and Y are swapped</source>
            <translation>X e Y están intercambiadas</translation>
        </message>
        <message>
            <source>The file itself has to be mended; its organisation can do that.</source>
            <translation>Hay que corregir el archivo mismo; su organización puede hacerlo.</translation>
        </message>
        <message>
            <source>The service itself has to be mended; its organisation can do that.</source>
            <translation>Hay que corregir el servicio mismo; su organización puede hacerlo.</translation>
        </message>
        <message>
            <source>{crs} would fit as well, {distance} away; an extent cannot tell which is right.</source>
            <translation>{crs} también encajaría, a {distance} de allí; una extensión no permite saber cuál es el correcto.</translation>
        </message>
        <message>
            <source>{crs} and {other} would fit as well, {distance} away; an extent cannot tell which is right.</source>
            <translation>{crs} y {other} también encajarían, a {distance} de allí; una extensión no permite saber cuál es el correcto.</translation>
        </message>
        <message>
            <source>The record has no extent, so this was held against Saint Lucia only.</source>
            <translation>El registro no tiene extensión, por lo que solo se comparó con Santa Lucía.</translation>
        </message>
        <message>
            <source>{crs}, not {other}, which the file says</source>
            <translation>{crs}, en lugar de {other} que indica el archivo</translation>
        </message>
        <message>
            <source>{crs}, not {other}, which the service says</source>
            <translation>{crs}, en lugar de {other} que indica el servicio</translation>
        </message>
        <message>
            <source>Drawn {away}</source>
            <translation>Dibujada {away}</translation>
        </message>
        <message>
            <source>Cannot be drawn</source>
            <translation>No se puede dibujar</translation>
        </message>
        <message>
            <source>{says}, but its coordinates, {range}, fit {crs}.</source>
            <translation>{says}, pero sus coordenadas ({range}) corresponden a {crs}.</translation>
        </message>
        <message>
            <source>The coordinates fit none of the CRSs that are used in Saint Lucia, nor with X and Y exchanged.</source>
            <translation>Las coordenadas no corresponden a ninguno de los SRC que se usan en Santa Lucía, ni siquiera con X e Y intercambiadas.</translation>
        </message>
        <message>
            <source>Its extent reaches to 0, 0: some features probably have no real coordinates.</source>
            <translation>Su extensión llega hasta 0, 0: es probable que algunos objetos espaciales no tengan coordenadas reales.</translation>
        </message>
        <message>
            <source>{share} of the layer lies inside {area}.</source>
            <translation>{share} de la capa está dentro de {area}.</translation>
        </message>
        <message>
            <source>none of the layer lies inside {area}.</source>
            <translation>ninguna parte de la capa está dentro de {area}.</translation>
        </message>
        <message>
            <source>Not where it should be.</source>
            <translation>La capa no está donde debería.</translation>
        </message>
        <message>
            <source>in {crs}, which the file says, the coordinates {range} are nowhere on earth.</source>
            <translation>con {crs}, que indica el archivo, las coordenadas {range} no caen en ningún lugar de la Tierra.</translation>
        </message>
        <message>
            <source>in {crs}, which the service says, the coordinates {range} are nowhere on earth.</source>
            <translation>con {crs}, que indica el servicio, las coordenadas {range} no caen en ningún lugar de la Tierra.</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Posición</translation>
        </message>
        <message>
            <source>Reference</source>
            <translation>Referencia</translation>
        </message>
        <message>
            <source>In the right place</source>
            <translation>En el lugar correcto</translation>
        </message>
        <message>
            <source>CRS unknown</source>
            <translation>SRC desconocido</translation>
        </message>
        <message>
            <source>Record and data name different CRSs</source>
            <translation>El registro y los datos indican SRC distintos</translation>
        </message>
        <message>
            <source>Not where its record says</source>
            <translation>No está donde indica su registro</translation>
        </message>
        <message>
            <source>Wrong CRS</source>
            <translation>SRC incorrecto</translation>
        </message>
        <message>
            <source>Position not checked</source>
            <translation>Posición no comprobada</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Archivo</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Servicio</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Datos recibidos</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>Coordenadas</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>Capa</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>Proyecto</translation>
        </message>
        <message>
            <source>no CRS</source>
            <translation>ningún SRC</translation>
        </message>
        <message>
            <source>Datum shift</source>
            <translation>Transformación de datum</translation>
        </message>
        <message>
            <source>Certainty</source>
            <translation>Certeza</translation>
        </message>
        <message>
            <source>{metres:.1f} m off by its datum shift</source>
            <translation>Desplazada {metres:.1f} m por su transformación de datum</translation>
        </message>
        <message>
            <source>certain: position and record agree</source>
            <translation>seguro: la posición y el registro concuerdan</translation>
        </message>
        <message>
            <source>likely: no other CRS known here fits</source>
            <translation>probable: no encaja ningún otro SRC conocido aquí</translation>
        </message>
        <message>
            <source>unsure: an extent cannot decide it</source>
            <translation>incierto: una extensión no permite decidirlo</translation>
        </message>
        <message>
            <source>names no CRS</source>
            <translation>no indica ningún SRC</translation>
        </message>
        <message>
            <source>{crs}, as asked</source>
            <translation>{crs}, como se pidió</translation>
        </message>
        <message>
            <source>{crs}, though {asked} was asked for</source>
            <translation>{crs}, aunque se pidió {asked}</translation>
        </message>
        <message>
            <source>says no CRS</source>
            <translation>no indica ningún SRC</translation>
        </message>
        <message>
            <source>fit {crs}</source>
            <translation>corresponden a {crs}</translation>
        </message>
        <message>
            <source>fit {crs}, not {other}</source>
            <translation>corresponden a {crs}, no a {other}</translation>
        </message>
        <message>
            <source>{crs}, as the file says</source>
            <translation>{crs}, como indica el archivo</translation>
        </message>
        <message>
            <source>{crs}, as the service says</source>
            <translation>{crs}, como indica el servicio</translation>
        </message>
        <message>
            <source>{crs}, set by you</source>
            <translation>{crs}, SRC definido por usted</translation>
        </message>
        <message>
            <source>{crs}, set in this project</source>
            <translation>{crs}, SRC definido en este proyecto</translation>
        </message>
        <message>
            <source>Reads the two columns the other way round. The file stays as it is.</source>
            <translation>Lee las dos columnas en orden inverso. El archivo queda como está.</translation>
        </message>
        <message>
            <source>QGIS exchanges X and Y as they arrive. The service stays as it is.</source>
            <translation>QGIS intercambia X e Y al recibirlas. El servicio queda como está.</translation>
        </message>
        <message>
            <source>Writes {name} with X and Y exchanged, and shows that. The file stays as it is.</source>
            <translation>Escribe {name} con X e Y intercambiadas y muestra ese archivo. El archivo original queda como está.</translation>
        </message>
        <message>
            <source>Writes {name} with the right CRS inside, and shows that. The file stays as it is.</source>
            <translation>Escribe {name} con el SRC correcto y muestra ese archivo. El archivo original queda como está.</translation>
        </message>
        <message>
            <source>Writes {name} transformed to {crs}, and shows that. The file stays as it is.</source>
            <translation>Escribe {name} transformado a {crs} y muestra ese archivo. El archivo original queda como está.</translation>
        </message>
        <message>
            <source>Puts {crs} into {place}, so that every program reads it. No coordinate changes.</source>
            <translation>Escribe {crs} en {place} para que lo lean todos los programas. No cambia ninguna coordenada.</translation>
        </message>
        <message>
            <source>Keeps a note on the layer and asks no more.</source>
            <translation>Guarda una nota en la capa y no vuelve a preguntar.</translation>
        </message>
        <message>
            <source>{change}. The file stays as it is.</source>
            <translation>{change}. El archivo queda como está.</translation>
        </message>
        <message>
            <source>{change}. The service stays as it is.</source>
            <translation>{change}. El servicio queda como está.</translation>
        </message>
        <message>
            <source>{change}, {distance} {direction} of where {crs} puts it</source>
            <translation>{change}, a {distance} {direction} de donde la sitúa {crs}</translation>
        </message>
        <message>
            <source>Puts the layer {goal}</source>
            <translation>Sitúa la capa {goal}</translation>
        </message>
        <message>
            <source>Keeps the layer where it is, {goal}</source>
            <translation>Deja la capa donde está, {goal}</translation>
        </message>
        <message>
            <source>Moves the layer {distance} {direction}, {goal}</source>
            <translation>Mueve la capa {distance} {direction}, {goal}</translation>
        </message>
        <message>
            <source>onto Saint Lucia</source>
            <translation>sobre Santa Lucía</translation>
        </message>
        <message>
            <source>into {area}</source>
            <translation>dentro de {area}</translation>
        </message>
        <message>
            <source>to where it belongs</source>
            <translation>donde le corresponde</translation>
        </message>
        <message>
            <source>{distance} too far {direction}</source>
            <translation>{distance} demasiado {direction}</translation>
        </message>
        <message>
            <source>the area of {crs}</source>
            <translation>la zona de {crs}</translation>
        </message>
        <message>
            <source>Saint Lucia</source>
            <translation>Santa Lucía</translation>
        </message>
        <message>
            <source>{area} is too wide to tell, so this was held against {island}.</source>
            <translation>{area} es demasiado amplia para decidirlo, por lo que se comparó con {island}.</translation>
        </message>
        <message>
            <source>{area} was probably computed from the same mistake, so this was held against {island}.</source>
            <translation>{area} probablemente se calculó a partir del mismo error, por lo que se comparó con {island}.</translation>
        </message>
        <message>
            <source>A table without geometry: there is no position to check.</source>
            <translation>Tabla sin geometría: no hay ninguna posición que comprobar.</translation>
        </message>
        <message>
            <source>The layer lies on Saint Lucia, in {crs}, and the extent of its record lies {distance} away, on no island that is known here: most likely the record is wrong.</source>
            <translation>La capa está sobre Santa Lucía con {crs}, y la extensión de su registro está a {distance}, en ninguna isla conocida aquí: lo más probable es que el registro sea erróneo.</translation>
        </message>
        <message>
            <source>{distance} from where its record says</source>
            <translation>a {distance} de donde indica su registro</translation>
        </message>
        <message>
            <source>{silent}, and the layer is empty.</source>
            <translation>{silent}, y la capa está vacía.</translation>
        </message>
        <message>
            <source>{silent}. Its coordinates, {range}, fit {crs}.</source>
            <translation>{silent}. Sus coordenadas ({range}) corresponden a {crs}.</translation>
        </message>
        <message>
            <source>{silent}, and its coordinates, {range}, fit none of the CRSs that are used in Saint Lucia, nor with X and Y exchanged.</source>
            <translation>{silent}, y sus coordenadas ({range}) no corresponden a ninguno de los SRC que se usan en Santa Lucía, ni siquiera con X e Y intercambiadas.</translation>
        </message>
        <message>
            <source>The file does not say its CRS</source>
            <translation>El archivo no indica su SRC</translation>
        </message>
        <message>
            <source>The service does not say its CRS</source>
            <translation>El servicio no indica su SRC</translation>
        </message>
        <message>
            <source>{silent}, and X and Y are swapped: exchanged, the coordinates fit {crs}.</source>
            <translation>{silent}, y X e Y están intercambiadas: en el orden correcto, las coordenadas corresponden a {crs}.</translation>
        </message>
        <message>
            <source>Features added later get the CRS that the record names. The file stays as it is.</source>
            <translation>Los objetos espaciales que se añadan después tendrán el SRC que indica el registro. El archivo queda como está.</translation>
        </message>
        <message>
            <source>Features added later get the CRS that the record names. The service stays as it is.</source>
            <translation>Los objetos espaciales que se añadan después tendrán el SRC que indica el registro. El servicio queda como está.</translation>
        </message>
        <message>
            <source>{crs}, not {other}, which the record names</source>
            <translation>{crs}, en lugar de {other} que indica el registro</translation>
        </message>
        <message>
            <source>The layer is empty or has no extent, so its position cannot be checked.</source>
            <translation>La capa está vacía o no tiene extensión, por lo que no se puede comprobar su posición.</translation>
        </message>
        <message>
            <source>The record has no extent to compare with.</source>
            <translation>El registro no tiene una extensión con la que comparar.</translation>
        </message>
        <message>
            <source>There is no record to compare with.</source>
            <translation>No hay ningún registro con el que comparar.</translation>
        </message>
        <message>
            <source>As it is drawn, the layer lies on Saint Lucia.</source>
            <translation>Tal como se dibuja, la capa está sobre Santa Lucía.</translation>
        </message>
        <message>
            <source>Read as {crs}, its coordinates would lie on Saint Lucia; that is a hint, no proof.</source>
            <translation>Leídas con {crs}, sus coordenadas caerían sobre Santa Lucía; es un indicio, no una prueba.</translation>
        </message>
        <message>
            <source>With X and Y exchanged they would fit {crs}.</source>
            <translation>Con X e Y intercambiadas, las coordenadas corresponderían a {crs}.</translation>
        </message>
        <message>
            <source>BWI grid</source>
            <translation>cuadrícula BWI</translation>
        </message>
        <message>
            <source>BWI grid of Anguilla</source>
            <translation>cuadrícula BWI de Anguila</translation>
        </message>
        <message>
            <source>BWI grid of Antigua</source>
            <translation>cuadrícula BWI de Antigua</translation>
        </message>
        <message>
            <source>BWI grid of Dominica</source>
            <translation>cuadrícula BWI de Dominica</translation>
        </message>
        <message>
            <source>BWI grid of Grenada</source>
            <translation>cuadrícula BWI de Granada</translation>
        </message>
        <message>
            <source>BWI grid of Montserrat</source>
            <translation>cuadrícula BWI de Montserrat</translation>
        </message>
        <message>
            <source>BWI grid of St Kitts</source>
            <translation>cuadrícula BWI de San Cristóbal</translation>
        </message>
        <message>
            <source>BWI grid of St Vincent</source>
            <translation>cuadrícula BWI de San Vicente</translation>
        </message>
        <message>
            <source>BWI grid of Barbados</source>
            <translation>cuadrícula BWI de Barbados</translation>
        </message>
        <message>
            <source>Barbados National Grid</source>
            <translation>cuadrícula nacional de Barbados</translation>
        </message>
        <message>
            <source>a CRS without a name</source>
            <translation>un SRC sin nombre</translation>
        </message>
        <message>
            <source>the {grid}</source>
            <translation>la {grid}</translation>
        </message>
        <message>
            <source>the file says {crs}</source>
            <translation>el archivo indica {crs}</translation>
        </message>
        <message>
            <source>the service says {crs}</source>
            <translation>el servicio indica {crs}</translation>
        </message>
        <message>
            <source>The record says {declared}, the file {crs}.</source>
            <translation>El registro indica {declared}; el archivo, {crs}.</translation>
        </message>
        <message>
            <source>The record says {declared}, the service {crs}.</source>
            <translation>El registro indica {declared}; el servicio, {crs}.</translation>
        </message>
        <message>
            <source>{crs}, which the record names</source>
            <translation>{crs}, que indica el registro</translation>
        </message>
        <message>
            <source>{area} is too wide to tell: it holds the layer in {crs}, as the file says, and would hold it {distance} away as well, in {other}.</source>
            <translation>{area} es demasiado amplia para decidirlo: contiene la capa con {crs}, como indica el archivo, y también la contendría a {distance} de allí, con {other}.</translation>
        </message>
        <message>
            <source>{area} is too wide to tell: it holds the layer in {crs}, as the service says, and would hold it {distance} away as well, in {other}.</source>
            <translation>{area} es demasiado amplia para decidirlo: contiene la capa con {crs}, como indica el servicio, y también la contendría a {distance} de allí, con {other}.</translation>
        </message>
        <message>
            <source>The file defines a CRS of its own, “{name}”.</source>
            <translation>El archivo define un SRC propio, “{name}”.</translation>
        </message>
        <message>
            <source>The service defines a CRS of its own, “{name}”.</source>
            <translation>El servicio define un SRC propio, “{name}”.</translation>
        </message>
        <message>
            <source>It puts the layer {distance} from where {crs} does, which the record names: most likely it is that one, with another datum shift written into it.</source>
            <translation>Este sitúa la capa a {distance} de donde la sitúa {crs}, que indica el registro: lo más probable es que sea el mismo SRC, con otra transformación de datum escrita en él.</translation>
        </message>
        <message>
            <source>It puts the layer {distance} from where {crs} does: most likely it is that one, with another datum shift written into it.</source>
            <translation>Este sitúa la capa a {distance} de donde la sitúa {crs}: lo más probable es que sea el mismo SRC, con otra transformación de datum escrita en él.</translation>
        </message>
        <message>
            <source>{crs}, which is made for another area (longitude {west:.1f} to {east:.1f}, latitude {south:.1f} to {north:.1f})</source>
            <translation>{crs}, cuya área de uso es otra (longitud {west:.1f} a {east:.1f}, latitud {south:.1f} a {north:.1f})</translation>
        </message>
        <message>
            <source>{crs}, for which QGIS knows no datum shift, so it may be hundreds of metres off</source>
            <translation>{crs}, sin transformación de datum conocida en QGIS, por lo que puede haber un desfase de cientos de metros</translation>
        </message>
        <message>
            <source>{where}, in {crs}, which its record names.</source>
            <translation>{where}; su SRC es {crs}, que indica su registro.</translation>
        </message>
        <message>
            <source>{where}, in {crs}.</source>
            <translation>{where}; su SRC es {crs}.</translation>
        </message>
        <message>
            <source>The layer now uses {crs}, as its record says, and lies in the right place.</source>
            <translation>La capa usa ahora {crs}, como indica su registro, y está en el lugar correcto.</translation>
        </message>
        <message>
            <source>The layer now uses {crs}, and lies in the right place.</source>
            <translation>La capa usa ahora {crs} y está en el lugar correcto.</translation>
        </message>
        <message>
            <source>Nothing in the file was changed.</source>
            <translation>No se modificó nada en el archivo.</translation>
        </message>
        <message>
            <source>Nothing in the service was changed.</source>
            <translation>No se modificó nada en el servicio.</translation>
        </message>
        <message>
            <source>{where}. Its tiles are in {crs}, the CRS of their tile matrix set; the record names that of the data, {declared}.</source>
            <translation>{where}. El SRC de sus teselas es {crs}, el de su conjunto de matrices de teselas; el registro indica el de los datos, {declared}.</translation>
        </message>
        <message>
            <source>The layer covers {area} and reaches beyond it</source>
            <translation>La capa cubre {area} y se extiende más allá</translation>
        </message>
        <message>
            <source>{share} of the layer lies inside {area}</source>
            <translation>{share} de la capa está dentro de {area}</translation>
        </message>
        <message>
            <source>The layer lies inside {area}, but {says}.</source>
            <translation>La capa está dentro de {area}, pero {says}.</translation>
        </message>
        <message>
            <source>{says}. The same coordinates, {distance} away, fit {crs}.</source>
            <translation>{says}. Las mismas coordenadas, a {distance} de allí, corresponden a {crs}.</translation>
        </message>
        <message>
            <source>The coordinates fit both, {distance} apart, and an extent cannot tell which is right. Compare the layer with one that you trust.</source>
            <translation>Las coordenadas corresponden a ambos, con {distance} de diferencia, y una extensión no permite saber cuál es el correcto. Compare la capa con otra de confianza.</translation>
        </message>
        <message>
            <source>{says}, but only in {crs} are the bounds of its coordinates those of the record, to 5 m.</source>
            <translation>{says}, pero solo con {crs} los límites de sus coordenadas son los del registro, con una diferencia de 5 m como máximo.</translation>
        </message>
        <message>
            <source>That is also the CRS that the record names.</source>
            <translation>Ese es también el SRC que indica el registro.</translation>
        </message>
        <message>
            <source>Or the catalogue left the datum shift out of the extent. An extent cannot tell.</source>
            <translation>O bien el catálogo omitió la transformación de datum en la extensión. Una extensión no permite decidirlo.</translation>
        </message>
        <message>
            <source>With the file's own {crs} the layer lies in the right place, so nothing needs doing.</source>
            <translation>Con el SRC del propio archivo ({crs}), la capa está en el lugar correcto, por lo que no hay que hacer nada.</translation>
        </message>
        <message>
            <source>With the service's own {crs} the layer lies in the right place, so nothing needs doing.</source>
            <translation>Con el SRC del propio servicio ({crs}), la capa está en el lugar correcto, por lo que no hay que hacer nada.</translation>
        </message>
        <message>
            <source>north</source>
            <translation>al norte</translation>
        </message>
        <message>
            <source>northeast</source>
            <translation>al noreste</translation>
        </message>
        <message>
            <source>east</source>
            <translation>al este</translation>
        </message>
        <message>
            <source>southeast</source>
            <translation>al sureste</translation>
        </message>
        <message>
            <source>south</source>
            <translation>al sur</translation>
        </message>
        <message>
            <source>southwest</source>
            <translation>al suroeste</translation>
        </message>
        <message>
            <source>west</source>
            <translation>al oeste</translation>
        </message>
        <message>
            <source>northwest</source>
            <translation>al noroeste</translation>
        </message>
        <message>
            <source>the extent of its record</source>
            <translation>la extensión de su registro</translation>
        </message>
        <message>
            <source>Features far from most others were left out of account: {strays} of {count} that were read.</source>
            <translation>No se tuvieron en cuenta objetos espaciales alejados de la mayoría: {strays} de los {count} leídos.</translation>
        </message>
        <message>
            <source>Set layer CRS to {crs}</source>
            <translation>Establecer el SRC de la capa en {crs}</translation>
        </message>
        <message>
            <source>Set project CRS to {crs}</source>
            <translation>Establecer el SRC del proyecto en {crs}</translation>
        </message>
        <message>
            <source>Use {shift}</source>
            <translation>Usar {shift}</translation>
        </message>
        <message>
            <source>Swap X and Y, and set {crs}</source>
            <translation>Intercambiar X e Y y establecer {crs}</translation>
        </message>
        <message>
            <source>Swap X and Y</source>
            <translation>Intercambiar X e Y</translation>
        </message>
        <message>
            <source>Make a corrected copy</source>
            <translation>Crear una copia corregida</translation>
        </message>
        <message>
            <source>Write the CRS into the file</source>
            <translation>Escribir el SRC en el archivo</translation>
        </message>
        <message>
            <source>Leave as it is</source>
            <translation>Dejar como está</translation>
        </message>
        <message>
            <source>less than 1 %</source>
            <translation>menos del 1 %</translation>
        </message>
        <message>
            <source>more than 99 %</source>
            <translation>más del 99 %</translation>
        </message>
        <message>
            <source>longitude {west:.2f} to {east:.2f}</source>
            <translation>longitud {west:.2f} a {east:.2f}</translation>
        </message>
        <message>
            <source>{west:,.0f} to {east:,.0f} m east</source>
            <translation>este {west:,.0f} a {east:,.0f} m</translation>
        </message>
        <message>
            <source>X {west} to {east}, Y {south} to {north}</source>
            <translation>X {west} a {east}, Y {south} a {north}</translation>
        </message>
        <message>
            <source>{headline}: {reason}</source>
            <translation>{headline}: {reason}</translation>
        </message>
        <message>
            <source>CSV table</source>
            <translation>tabla CSV</translation>
        </message>
        <message>
            <source>The link is not encrypted</source>
            <translation>El enlace no está cifrado</translation>
        </message>
        <message>
            <source>The whole coverage is about {size}; only what is in view is loaded</source>
            <translation>La cobertura completa ocupa unos {size}; solo se carga lo visible</translation>
        </message>
        <message>
            <source>The whole coverage is {size}; only what is in view is loaded</source>
            <translation>La cobertura completa ocupa {size}; solo se carga lo visible</translation>
        </message>
        <message>
            <source>Tiles from zoom {lowest} to {highest}</source>
            <translation>Teselas del zoom {lowest} al {highest}</translation>
        </message>
        <message>
            <source>Pictures only, without attributes or values</source>
            <translation>Solo imágenes, sin atributos ni valores</translation>
        </message>
        <message>
            <source>1 feature</source>
            <translation>1 objeto espacial</translation>
        </message>
        <message>
            <source>{count:,} features</source>
            <translation>{count:,} objetos espaciales</translation>
        </message>
        <message>
            <source>{count:,} features; only what is in view is loaded</source>
            <translation>{count:,} objetos espaciales; solo se carga lo visible</translation>
        </message>
        <message>
            <source>{count:,} features: over a slow link the {file} is quicker</source>
            <translation>{count:,} objetos espaciales: con una conexión lenta es más rápido: {file}</translation>
        </message>
        <message>
            <source>{count:,} features: over a slow link the {file} of {size} is quicker</source>
            <translation>{count:,} objetos espaciales: con una conexión lenta es más rápido: {file} de {size}</translation>
        </message>
        <message>
            <source>{count} parts, together {size}</source>
            <translation>{count} partes, {size} en total</translation>
        </message>
        <message>
            <source>{count} parts</source>
            <translation>{count} partes</translation>
        </message>
        <message>
            <source>The record says that this file is no longer to be used</source>
            <translation>Según el registro, este archivo ya no debe usarse</translation>
        </message>
        <message>
            <source>{size}: about {minutes} minutes at 2 Mbit/s</source>
            <translation>{size}: unos {minutes} minutos a 2 Mbit/s</translation>
        </message>
        <message>
            <source>Newest edition, {year}; the oldest is of {oldest}</source>
            <translation>Edición más reciente, {year}; la más antigua es de {oldest}</translation>
        </message>
        <message>
            <source>The {file} has {size}</source>
            <translation>{file}: {size}</translation>
        </message>
        <message>
            <source>{format} file</source>
            <translation>archivo {format}</translation>
        </message>
        <message>
            <source>file</source>
            <translation>archivo</translation>
        </message>
        <message>
            <source>{count} bytes</source>
            <translation>{count} bytes</translation>
        </message>
        <message>
            <source>part {number} of {count} is missing</source>
            <translation>falta la parte {number} de {count}</translation>
        </message>
        <message>
            <source>{names} and {last}</source>
            <translation>{names} y {last}</translation>
        </message>
        <message>
            <source>parts {numbers} of {count} are missing</source>
            <translation>faltan las partes {numbers} de {count}</translation>
        </message>
        <message>
            <source>not encrypted: others on the way can read and change what arrives</source>
            <translation>sin cifrar: terceros pueden leer y modificar lo que llega</translation>
        </message>
        <message>
            <source>the link leads into a private network</source>
            <translation>el enlace lleva a una red privada</translation>
        </message>
        <message>
            <source>Full attributes, one file, works offline</source>
            <translation>Completo, un archivo, sin red</translation>
        </message>
        <message>
            <source>True values, one file, works offline</source>
            <translation>Valores reales, un archivo, sin red</translation>
        </message>
        <message>
            <source>Full attributes, works offline</source>
            <translation>Todos los atributos, sin red</translation>
        </message>
        <message>
            <source>All rows as a table, works offline</source>
            <translation>Todas las filas en tabla, sin red</translation>
        </message>
        <message>
            <source>Always current, loads what is in view</source>
            <translation>Siempre actual, carga lo visible</translation>
        </message>
        <message>
            <source>True values, loads what is in view</source>
            <translation>Valores reales, carga lo visible</translation>
        </message>
        <message>
            <source>True values, streams what is in view</source>
            <translation>Valores reales, lee lo visible</translation>
        </message>
        <message>
            <source>Quick to draw at every scale</source>
            <translation>Dibujo rápido a cualquier escala</translation>
        </message>
        <message>
            <source>Drawn by the server, nothing to load</source>
            <translation>Lo dibuja el servidor, nada que cargar</translation>
        </message>
        <message>
            <source>Full data in {count} files, works offline</source>
            <translation>Datos completos, {count} archivos, sin red</translation>
        </message>
        <message>
            <source>A document to read</source>
            <translation>Un documento para leer</translation>
        </message>
        <message>
            <source>The whole dataset, works offline</source>
            <translation>El conjunto de datos completo, sin red</translation>
        </message>
        <message>
            <source>Live from the service</source>
            <translation>En vivo desde el servicio</translation>
        </message>
        <message>
            <source>This link cannot be used</source>
            <translation>Este enlace no se puede usar</translation>
        </message>
        <message>
            <source>A document cannot be drawn; open it instead</source>
            <translation>Un documento no se puede dibujar; ábralo</translation>
        </message>
        <message>
            <source>Double-click it to see what is behind it</source>
            <translation>Haga doble clic para ver qué hay detrás</translation>
        </message>
        <message>
            <source>A link cannot be drawn; open it instead</source>
            <translation>Un enlace no se puede dibujar; ábralo</translation>
        </message>
        <message>
            <source>This is a page, not a file; open it instead</source>
            <translation>Es una página, no un archivo; ábrala</translation>
        </message>
        <message>
            <source>This is a service, not a file; add it to the map</source>
            <translation>Es un servicio, no un archivo; añádalo al mapa</translation>
        </message>
        <message>
            <source>This is a file; download it instead</source>
            <translation>Es un archivo; descárguelo</translation>
        </message>
        <message>
            <source>Nothing can be extracted of this</source>
            <translation>De aquí no se puede extraer nada</translation>
        </message>
        <message>
            <source>Not supported yet; download the {file}</source>
            <translation>Aún no se admite; descargue {file}</translation>
        </message>
        <message>
            <source>Not supported yet</source>
            <translation>Aún no se admite</translation>
        </message>
        <message>
            <source>Select a distribution first</source>
            <translation>Seleccione primero una distribución</translation>
        </message>
        <message>
            <source>Offline.</source>
            <translation>Sin conexión.</translation>
        </message>
        <message>
            <source>{datasets}, saved copy</source>
            <translation>{datasets}, copia guardada</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <source>Try Again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>Área</translation>
        </message>
        <message>
            <source>Anywhere</source>
            <translation>Cualquier lugar</translation>
        </message>
        <message>
            <source>Visible map, follows panning</source>
            <translation>Mapa visible (sigue el desplazamiento)</translation>
        </message>
        <message>
            <source>Draw on the map…</source>
            <translation>Dibujar en el mapa…</translation>
        </message>
        <message>
            <source>Extent of {layer}</source>
            <translation>Extensión de {layer}</translation>
        </message>
        <message>
            <source>Live (offline)</source>
            <translation>En vivo (sin red)</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>En vivo</translation>
        </message>
        <message>
            <source>No CRS stated</source>
            <translation>SRC no indicado</translation>
        </message>
        <message>
            <source>Links only</source>
            <translation>Solo enlaces</translation>
        </message>
        <message>
            <source>Nothing to open</source>
            <translation>Nada que abrir</translation>
        </message>
        <message>
            <source>Waiting for the server</source>
            <translation>Esperando al servidor</translation>
        </message>
        <message>
            <source>Search {name}</source>
            <translation>Buscar en {name}</translation>
        </message>
        <message>
            <source>Catalogue</source>
            <translation>Catálogo</translation>
        </message>
        <message>
            <source>Add Catalogue…</source>
            <translation>Añadir catálogo…</translation>
        </message>
        <message>
            <source>Edit Catalogue…</source>
            <translation>Editar catálogo…</translation>
        </message>
        <message>
            <source>Remove Catalogue</source>
            <translation>Quitar catálogo</translation>
        </message>
        <message>
            <source>Import Catalogues…</source>
            <translation>Importar catálogos…</translation>
        </message>
        <message>
            <source>Export Catalogues…</source>
            <translation>Exportar catálogos…</translation>
        </message>
        <message>
            <source>Import from MetaSearch</source>
            <translation>Importar de MetaSearch</translation>
        </message>
        <message>
            <source>Options…</source>
            <translation>Opciones…</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <source>Import Catalogues</source>
            <translation>Importar catálogos</translation>
        </message>
        <message>
            <source>Export Catalogues</source>
            <translation>Exportar catálogos</translation>
        </message>
        <message>
            <source>The file cannot be written: {cause}</source>
            <translation>No se puede escribir el archivo: {cause}</translation>
        </message>
        <message>
            <source>Catalogues</source>
            <translation>Catálogos</translation>
        </message>
        <message>
            <source>Remove the filter “{filter}”</source>
            <translation>Quitar el filtro “{filter}”</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Quitar todos</translation>
        </message>
        <message>
            <source>Remove all filters</source>
            <translation>Quitar todos los filtros</translation>
        </message>
        <message>
            <source>Add to Map</source>
            <translation>Añadir al mapa</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Descargar</translation>
        </message>
        <message>
            <source>Extract What Is in View…</source>
            <translation>Extraer lo visible…</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Zoom to Dataset</source>
            <translation>Zoom al conjunto de datos</translation>
        </message>
        <message>
            <source>Copy Link</source>
            <translation>Copiar enlace</translation>
        </message>
        <message>
            <source>Show Full Record</source>
            <translation>Mostrar registro completo</translation>
        </message>
        <message>
            <source>Open in Browser</source>
            <translation>Abrir en el navegador</translation>
        </message>
        <message>
            <source>Search Within This Area</source>
            <translation>Buscar en esta área</translation>
        </message>
        <message>
            <source>Only This Organisation</source>
            <translation>Solo esta organización</translation>
        </message>
        <message>
            <source>Open the Whole It Is Part Of</source>
            <translation>Abrir el conjunto del que forma parte</translation>
        </message>
        <message>
            <source>Search for Its Parts</source>
            <translation>Buscar sus partes</translation>
        </message>
        <message>
            <source>Show ISO Metadata</source>
            <translation>Mostrar metadatos ISO</translation>
        </message>
        <message>
            <source>Show JSON</source>
            <translation>Mostrar JSON</translation>
        </message>
        <message>
            <source>Show What Is Behind It</source>
            <translation>Mostrar qué hay detrás</translation>
        </message>
        <message>
            <source>Refresh Its Layer</source>
            <translation>Actualizar su capa</translation>
        </message>
        <message>
            <source>Favourite</source>
            <translation>Favorito</translation>
        </message>
        <message>
            <source>https://… of OGC API Records, or of a CSW</source>
            <translation>https://… de OGC API Records o de un CSW</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Probar</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>Authentication</source>
            <translation>Autenticación</translation>
        </message>
        <message>
            <source>Not an address: {why}.</source>
            <translation>No es una dirección: {why}.</translation>
        </message>
        <message>
            <source>Another catalogue has this name.</source>
            <translation>Otro catálogo ya tiene este nombre.</translation>
        </message>
        <message>
            <source>Testing…</source>
            <translation>Probando…</translation>
        </message>
        <message>
            <source>“{title}”</source>
            <translation>“{title}”</translation>
        </message>
        <message>
            <source>it does not say how many datasets</source>
            <translation>no indica cuántos conjuntos de datos tiene</translation>
        </message>
        <message>
            <source>It works: {found}.</source>
            <translation>Funciona: {found}.</translation>
        </message>
        <message>
            <source>“{name}” was added.</source>
            <translation>Se añadió “{name}”.</translation>
        </message>
        <message>
            <source>{count} catalogues were added.</source>
            <translation>Se añadieron {count} catálogos.</translation>
        </message>
        <message>
            <source>No new catalogues.</source>
            <translation>No hay catálogos nuevos.</translation>
        </message>
        <message>
            <source>{count} were there already.</source>
            <translation>Ya estaban: {count}.</translation>
        </message>
        <message>
            <source>This file is too large to be a list of catalogues.</source>
            <translation>Este archivo es demasiado grande para ser una lista de catálogos.</translation>
        </message>
        <message>
            <source>This file cannot be read: {cause}</source>
            <translation>No se puede leer este archivo: {cause}</translation>
        </message>
        <message>
            <source>This file holds no list of catalogues.</source>
            <translation>Este archivo no contiene ninguna lista de catálogos.</translation>
        </message>
        <message>
            <source>it has no name</source>
            <translation>no tiene nombre</translation>
        </message>
        <message>
            <source>The map shows no part of it now.</source>
            <translation>El mapa no muestra ahora ninguna parte.</translation>
        </message>
        <message>
            <source>The map would load at most {size} of it now.</source>
            <translation>El mapa cargaría ahora {size} como máximo.</translation>
        </message>
        <message>
            <source>The map holds {size} of it now; more than {budget} is drawn as a coarse preview at first.</source>
            <translation>El mapa abarca ahora {size}; más de {budget} se dibuja primero como vista previa de baja resolución.</translation>
        </message>
        <message>
            <source>Writing {name}…</source>
            <translation>Escribiendo {name}…</translation>
        </message>
        <message>
            <source>In the right place now</source>
            <translation>Ahora está en el lugar correcto</translation>
        </message>
        <message>
            <source>Solid: where the record puts it.</source>
            <translation>Línea continua: donde la sitúa el registro.</translation>
        </message>
        <message>
            <source>Solid: where it should be.</source>
            <translation>Línea continua: donde debería estar.</translation>
        </message>
        <message>
            <source>Dashed: drawn now.</source>
            <translation>Línea discontinua: donde se dibuja ahora.</translation>
        </message>
        <message>
            <source>Done: {title}.</source>
            <translation>Hecho: {title}.</translation>
        </message>
        <message>
            <source>Ways to Mend It</source>
            <translation>Formas de corregirlo</translation>
        </message>
        <message>
            <source>Do not ask again</source>
            <translation>No volver a preguntar</translation>
        </message>
        <message>
            <source>For all layers of this dataset, also those added later</source>
            <translation>Para todas las capas de este conjunto de datos, también las que se añadan después</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Hecho</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Progress of the copy</source>
            <translation>Progreso de la copia</translation>
        </message>
        <message>
            <source>{problem}. Click for the report.</source>
            <translation>{problem}. Haga clic para ver el informe.</translation>
        </message>
        <message>
            <source>Dataset</source>
            <translation>Conjunto de datos</translation>
        </message>
        <message>
            <source>CRS check</source>
            <translation>Comprobación del SRC</translation>
        </message>
        <message>
            <source>Zoom to layer</source>
            <translation>Zoom a la capa</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>Copiar informe</translation>
        </message>
        <message>
            <source>This layer is no longer in the project.</source>
            <translation>Esta capa ya no está en el proyecto.</translation>
        </message>
        <message>
            <source>Wrong CRS: drawn in the wrong place</source>
            <translation>SRC incorrecto: se dibuja en un lugar equivocado</translation>
        </message>
        <message>
            <source>Position checked</source>
            <translation>Posición comprobada</translation>
        </message>
        <message>
            <source>Position checked, ±{metres:g} m</source>
            <translation>Posición comprobada, ±{metres:g} m</translation>
        </message>
        <message>
            <source>{name}: {value}</source>
            <translation>{name}: {value}</translation>
        </message>
        <message>
            <source>{count} layers checked: none is in the wrong place.</source>
            <translation>Capas comprobadas: {count}. Ninguna está en un lugar equivocado.</translation>
        </message>
        <message>
            <source>1 needs a look</source>
            <translation>1 requiere revisión</translation>
        </message>
        <message>
            <source>{doubtful} need a look</source>
            <translation>{doubtful} requieren revisión</translation>
        </message>
        <message>
            <source>{count} layers checked, {need}.</source>
            <translation>Capas comprobadas: {count}; {need}.</translation>
        </message>
        <message>
            <source>{name} was added, but its CRS is unknown.</source>
            <translation>Se añadió {name}, pero su SRC es desconocido.</translation>
        </message>
        <message>
            <source>{name} was added, but its X and Y are swapped.</source>
            <translation>Se añadió {name}, pero sus X e Y están intercambiadas.</translation>
        </message>
        <message>
            <source>{name} was added, but is not where its record says.</source>
            <translation>Se añadió {name}, pero no está donde indica su registro.</translation>
        </message>
        <message>
            <source>{name} was added, but is drawn {away}.</source>
            <translation>Se añadió {name}, pero se dibuja {away}.</translation>
        </message>
        <message>
            <source>This cannot be added live.</source>
            <translation>No se puede añadir en vivo.</translation>
        </message>
        <message>
            <source>{cause}. {kept}</source>
            <translation>{cause}. {kept}</translation>
        </message>
        <message>
            <source>{host} sends files only as a whole, not the part in view. Download it instead. {kept}</source>
            <translation>{host} solo envía archivos completos, no la parte visible. Descárguelo. {kept}</translation>
        </message>
        <message>
            <source>{host} wants a login, which QGIS cannot give for a part of a file. Download it. {kept}</source>
            <translation>{host} pide credenciales, que QGIS no puede dar para una parte de un archivo. Descárguelo. {kept}</translation>
        </message>
        <message>
            <source>This cannot be drawn live.</source>
            <translation>No se puede dibujar en vivo.</translation>
        </message>
        <message>
            <source>The folder cannot be written.</source>
            <translation>No se puede escribir en la carpeta.</translation>
        </message>
        <message>
            <source>{cause}. Choose another folder.</source>
            <translation>{cause}. Elija otra carpeta.</translation>
        </message>
        <message>
            <source>There is not enough room on the disk.</source>
            <translation>No hay suficiente espacio en el disco.</translation>
        </message>
        <message>
            <source>{cause}. Free some space or choose another folder. {kept}</source>
            <translation>{cause}. Libere espacio o elija otra carpeta. {kept}</translation>
        </message>
        <message>
            <source>A file of this name is already there.</source>
            <translation>Ya existe un archivo con este nombre.</translation>
        </message>
        <message>
            <source>{cause}. It was not overwritten.</source>
            <translation>{cause}. No se sobrescribió.</translation>
        </message>
        <message>
            <source>The file did not arrive as it should.</source>
            <translation>El archivo no se recibió correctamente.</translation>
        </message>
        <message>
            <source>The download failed.</source>
            <translation>La descarga falló.</translation>
        </message>
        <message>
            <source>Nothing was changed.</source>
            <translation>No se cambió nada.</translation>
        </message>
        <message>
            <source>The position could not be checked.</source>
            <translation>No se pudo comprobar la posición.</translation>
        </message>
        <message>
            <source>Search for the keyword “{word}”</source>
            <translation>Buscar la palabra clave “{word}”</translation>
        </message>
        <message>
            <source>Part Of and Parts</source>
            <translation>Pertenencia y partes</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>Extensión</translation>
        </message>
        <message>
            <source>Quality and Lineage</source>
            <translation>Calidad y linaje</translation>
        </message>
        <message>
            <source>Contacts and Licence</source>
            <translation>Contactos y licencia</translation>
        </message>
        <message>
            <source>Keywords</source>
            <translation>Palabras clave</translation>
        </message>
        <message>
            <source>Technical Details</source>
            <translation>Detalles técnicos</translation>
        </message>
        <message>
            <source>Lineage</source>
            <translation>Linaje</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Escala</translation>
        </message>
        <message>
            <source>Licence</source>
            <translation>Licencia</translation>
        </message>
        <message>
            <source>Rights</source>
            <translation>Derechos</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>Restricciones</translation>
        </message>
        <message>
            <source>Contact</source>
            <translation>Contacto</translation>
        </message>
        <message>
            <source>Custodian</source>
            <translation>Custodio</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>Propietario</translation>
        </message>
        <message>
            <source>Publisher</source>
            <translation>Editor</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Autor</translation>
        </message>
        <message>
            <source>Distributor</source>
            <translation>Distribuidor</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Procesador</translation>
        </message>
        <message>
            <source>Identifier</source>
            <translation>Identificador</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Tipo</translation>
        </message>
        <message>
            <source>CRS</source>
            <translation>SRC</translation>
        </message>
        <message>
            <source>none stated</source>
            <translation>no indicada</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Creado</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Part of</source>
            <translation>Parte de</translation>
        </message>
        <message>
            <source>{west:.4f} to {east:.4f}° longitude,
{south:.4f} to {north:.4f}° latitude</source>
            <translation>{west:.4f} a {east:.4f}° de longitud,
{south:.4f} a {north:.4f}° de latitud</translation>
        </message>
        <message>
            <source>SEC-IMS</source>
            <translation>SEC-IMS</translation>
        </message>
        <message>
            <source>Download of {title}</source>
            <translation>Descarga de {title}</translation>
        </message>
        <message>
            <source>Opening {title}</source>
            <translation>Abriendo {title}</translation>
        </message>
        <message>
            <source>Removing an unfinished download</source>
            <translation>Eliminando una descarga sin terminar</translation>
        </message>
        <message>
            <source>It did not arrive.</source>
            <translation>No se completó la descarga.</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
        <message>
            <source>Checking</source>
            <translation>Comprobando</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Cancelada</translation>
        </message>
        <message>
            <source>{title}, part {number} of {count}</source>
            <translation>{title}, parte {number} de {count}</translation>
        </message>
        <message>
            <source>{count} running</source>
            <translation>{count} en curso</translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} en espera</translation>
        </message>
        <message>
            <source>{count} paused</source>
            <translation>{count} en pausa</translation>
        </message>
        <message>
            <source>{received} of {total}</source>
            <translation>{received} de {total}</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>{time} restantes</translation>
        </message>
        <message>
            <source>The server is busy ({status}).</source>
            <translation>El servidor está ocupado ({status}).</translation>
        </message>
        <message>
            <source>Connection lost.</source>
            <translation>Se perdió la conexión.</translation>
        </message>
        <message>
            <source>Trying again in {time}</source>
            <translation>Nuevo intento en {time}</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>En pausa</translation>
        </message>
        <message>
            <source>Paused at {amount}</source>
            <translation>En pausa: {amount}</translation>
        </message>
        <message>
            <source>The file is no longer in its folder.</source>
            <translation>El archivo ya no está en su carpeta.</translation>
        </message>
        <message>
            <source>Verified and added · {size}</source>
            <translation>Verificado y añadido · {size}</translation>
        </message>
        <message>
            <source>Verified · {size} · {count} layers to choose from</source>
            <translation>Verificado · {size} · {count} capas para elegir</translation>
        </message>
        <message>
            <source>Verified · {size}</source>
            <translation>Verificado · {size}</translation>
        </message>
        <message>
            <source>{count} failed</source>
            <translation>Con error: {count}</translation>
        </message>
        <message>
            <source>{count} downloaded</source>
            <translation>Descargadas: {count}</translation>
        </message>
        <message>
            <source>Cancel Download</source>
            <translation>Cancelar descarga</translation>
        </message>
        <message>
            <source>Cancel this download and lose the {size} that have arrived?</source>
            <translation>¿Cancelar esta descarga y perder los {size} ya recibidos?</translation>
        </message>
        <message>
            <source>Keep It</source>
            <translation>Conservar</translation>
        </message>
        <message>
            <source>Clear Finished</source>
            <translation>Quitar las terminadas</translation>
        </message>
        <message>
            <source>No Limit</source>
            <translation>Sin límite</translation>
        </message>
        <message>
            <source>Limit Speed</source>
            <translation>Limitar velocidad</translation>
        </message>
        <message>
            <source>Downloads at Once</source>
            <translation>Descargas simultáneas</translation>
        </message>
        <message>
            <source>A download is not finished. Go on with it?</source>
            <translation>Hay una descarga sin terminar. ¿Desea continuarla?</translation>
        </message>
        <message>
            <source>{count} downloads are not finished. Go on with them?</source>
            <translation>Hay {count} descargas sin terminar. ¿Desea continuarlas?</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
        <message>
            <source>Not Now</source>
            <translation>Ahora no</translation>
        </message>
        <message>
            <source>Show downloads</source>
            <translation>Mostrar descargas</translation>
        </message>
        <message>
            <source>Pause all</source>
            <translation>Pausar todas</translation>
        </message>
        <message>
            <source>Options of downloads</source>
            <translation>Opciones de descarga</translation>
        </message>
        <message>
            <source>Hide downloads</source>
            <translation>Ocultar descargas</translation>
        </message>
        <message>
            <source>Resume all</source>
            <translation>Reanudar todas</translation>
        </message>
        <message>
            <source>Overview map with the extent of this dataset</source>
            <translation>Mapa general con la extensión de este conjunto de datos</translation>
        </message>
        <message>
            <source>Extract What Is in View</source>
            <translation>Extraer lo visible</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Deteniendo…</translation>
        </message>
        <message>
            <source>Asking how much it is…</source>
            <translation>Consultando la cantidad…</translation>
        </message>
        <message>
            <source>{name} is there already and will be replaced.</source>
            <translation>{name} ya existe y se reemplazará.</translation>
        </message>
        <message>
            <source>As the service stores it</source>
            <translation>Como lo almacena el servicio</translation>
        </message>
        <message>
            <source>all features; or a condition such as "levels" &gt; 3</source>
            <translation>todos los objetos espaciales; o una condición como "levels" &gt; 3</translation>
        </message>
        <message>
            <source>As the service has it</source>
            <translation>Como lo tiene el servicio</translation>
        </message>
        <message>
            <source>Only this extent</source>
            <translation>Solo esta extensión</translation>
        </message>
        <message>
            <source>no polygons</source>
            <translation>ningún polígono</translation>
        </message>
        <message>
            <source>Only what meets the polygons of this layer; the selected ones, if some are.</source>
            <translation>Solo lo que toca los polígonos de esta capa; los seleccionados, si los hay.</translation>
        </message>
        <message>
            <source>Within</source>
            <translation>Dentro de</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>Condición</translation>
        </message>
        <message>
            <source>Size of a pixel</source>
            <translation>Tamaño de píxel</translation>
        </message>
        <message>
            <source>Zoom levels</source>
            <translation>Niveles de zoom</translation>
        </message>
        <message>
            <source>There is nothing in this extent.</source>
            <translation>No hay nada en esta extensión.</translation>
        </message>
        <message>
            <source>The service does not say how much it is.</source>
            <translation>El servicio no indica la cantidad.</translation>
        </message>
        <message>
            <source>About {amount}.</source>
            <translation>Aproximadamente {amount}.</translation>
        </message>
        <message>
            <source>Only {size} are free on this disk.</source>
            <translation>Solo hay {size} libres en este disco.</translation>
        </message>
        <message>
            <source>{count} features</source>
            <translation>{count} objetos espaciales</translation>
        </message>
        <message>
            <source>{count} pixels</source>
            <translation>{count} píxeles</translation>
        </message>
        <message>
            <source>{count} tiles</source>
            <translation>{count} teselas</translation>
        </message>
        <message>
            <source>Size of an extract</source>
            <translation>Tamaño de una extracción</translation>
        </message>
        <message>
            <source>Extract of {title}</source>
            <translation>Extracción de {title}</translation>
        </message>
        <message>
            <source>Counted in the {count} loaded</source>
            <translation>Recuento de los {count} cargados</translation>
        </message>
        <message>
            <source>{names}: counted in the {count} loaded</source>
            <translation>{names}: recuento de los {count} cargados</translation>
        </message>
        <message>
            <source>{count} ticked</source>
            <translation>marcados: {count}</translation>
        </message>
        <message>
            <source>{value}, {count} datasets</source>
            <translation>{value}, {count} conjuntos de datos</translation>
        </message>
        <message>
            <source>Find a type, keyword or organisation</source>
            <translation>Buscar tipo, palabra clave u organización</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filtros</translation>
        </message>
        <message>
            <source>Related</source>
            <translation>Relacionados</translation>
        </message>
        <message>
            <source>Search for all of its parts</source>
            <translation>Buscar todas sus partes</translation>
        </message>
        <message>
            <source>Parts ({count}+)</source>
            <translation>Partes ({count}+)</translation>
        </message>
        <message>
            <source>Parts ({count})</source>
            <translation>Partes ({count})</translation>
        </message>
        <message>
            <source>Folder for the Files of This Project</source>
            <translation>Carpeta para los archivos de este proyecto</translation>
        </message>
        <message>
            <source>Drawn area</source>
            <translation>Área dibujada</translation>
        </message>
        <message>
            <source>Clear All</source>
            <translation>Quitar todos</translation>
        </message>
        <message>
            <source>Show Datasets</source>
            <translation>Mostrar conjuntos de datos</translation>
        </message>
        <message>
            <source>Show 1 Dataset</source>
            <translation>Mostrar 1 conjunto de datos</translation>
        </message>
        <message>
            <source>Show {count} Datasets</source>
            <translation>Mostrar {count} conjuntos de datos</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Fecha</translation>
        </message>
        <message>
            <source>Drag a rectangle on the map.</source>
            <translation>Dibuje un rectángulo en el mapa.</translation>
        </message>
        <message>
            <source>This project has no CRS: its layers will not line up.</source>
            <translation>Este proyecto no tiene SRC: sus capas no coincidirán.</translation>
        </message>
        <message>
            <source>This project is drawn in {crs}, as its first layer.</source>
            <translation>Este proyecto se dibuja en {crs}, como su primera capa.</translation>
        </message>
        <message>
            <source>This project is drawn in {crs}.</source>
            <translation>Este proyecto se dibuja en {crs}.</translation>
        </message>
        <message>
            <source>Use the BWI Grid</source>
            <translation>Usar la cuadrícula BWI</translation>
        </message>
        <message>
            <source>This project is drawn in the national grid, {crs}.</source>
            <translation>Este proyecto se dibuja en la cuadrícula nacional, {crs}.</translation>
        </message>
        <message>
            <source>Less</source>
            <translation>Menos</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Más</translation>
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
            <translation>Teselas vectoriales</translation>
        </message>
        <message>
            <source>Raster tiles</source>
            <translation>Teselas ráster</translation>
        </message>
        <message>
            <source>Tiles</source>
            <translation>Teselas</translation>
        </message>
        <message>
            <source>PMTiles</source>
            <translation>PMTiles</translation>
        </message>
        <message>
            <source>OGC API collection</source>
            <translation>Colección OGC API</translation>
        </message>
        <message>
            <source>Cloud GeoTIFF</source>
            <translation>GeoTIFF en la nube</translation>
        </message>
        <message>
            <source>ArcGIS features</source>
            <translation>Objetos de ArcGIS</translation>
        </message>
        <message>
            <source>ArcGIS map</source>
            <translation>Mapa de ArcGIS</translation>
        </message>
        <message>
            <source>OGC service</source>
            <translation>Servicio OGC</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} s</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} min</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} h {minutes} min</translation>
        </message>
        <message>
            <source>Web page</source>
            <translation>Página web</translation>
        </message>
        <message>
            <source>Unsupported link</source>
            <translation>Enlace no admitido</translation>
        </message>
        <message>
            <source>Service description</source>
            <translation>Descripción del servicio</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>Volver (Esc)</translation>
        </message>
        <message>
            <source>First Steps</source>
            <translation>Primeros pasos</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Búsqueda</translation>
        </message>
        <message>
            <source>Live or as a File</source>
            <translation>En vivo o como archivo</translation>
        </message>
        <message>
            <source>Downloads</source>
            <translation>Descargas</translation>
        </message>
        <message>
            <source>CRS Check</source>
            <translation>Comprobación del SRC</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Sin conexión</translation>
        </message>
        <message>
            <source>Troubleshooting</source>
            <translation>Solución de problemas</translation>
        </message>
        <message>
            <source>Processing and Python</source>
            <translation>Procesos y Python</translation>
        </message>
        <message>
            <source>Help on SEC-IMS</source>
            <translation>Ayuda de SEC-IMS</translation>
        </message>
        <message>
            <source>Find on this page</source>
            <translation>Buscar en esta página</translation>
        </message>
        <message>
            <source>Back (Alt+Left)</source>
            <translation>Atrás (Alt+Left)</translation>
        </message>
        <message>
            <source>Forward (Alt+Right)</source>
            <translation>Adelante (Alt+Right)</translation>
        </message>
        <message>
            <source>Pages of the help</source>
            <translation>Páginas de la ayuda</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausar</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reanudar</translation>
        </message>
        <message>
            <source>Try Now</source>
            <translation>Intentar ahora</translation>
        </message>
        <message>
            <source>Choose Another Folder…</source>
            <translation>Elegir otra carpeta…</translation>
        </message>
        <message>
            <source>Choose Layers…</source>
            <translation>Elegir capas…</translation>
        </message>
        <message>
            <source>Add to Project</source>
            <translation>Añadir al proyecto</translation>
        </message>
        <message>
            <source>Show in Folder</source>
            <translation>Mostrar en la carpeta</translation>
        </message>
        <message>
            <source>Start First</source>
            <translation>Iniciar primero</translation>
        </message>
        <message>
            <source>Copy Details</source>
            <translation>Copiar detalles</translation>
        </message>
        <message>
            <source>Take off the List</source>
            <translation>Quitar de la lista</translation>
        </message>
        <message>
            <source>Overview map</source>
            <translation>Mapa general</translation>
        </message>
        <message>
            <source>Choose Layers</source>
            <translation>Elegir capas</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Añadir</translation>
        </message>
        <message>
            <source>{name} · 1 feature</source>
            <translation>{name} · 1 objeto espacial</translation>
        </message>
        <message>
            <source>{name} · {count} features</source>
            <translation>{name} · {count} objetos espaciales</translation>
        </message>
        <message>
            <source>Add {count}</source>
            <translation>Añadir {count}</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ninguna</translation>
        </message>
        <message>
            <source>{layer}: “{title}” was undone.</source>
            <translation>{layer}: se deshizo “{title}”.</translation>
        </message>
        <message>
            <source>Check Position</source>
            <translation>Comprobar posición</translation>
        </message>
        <message>
            <source>Undo CRS Change</source>
            <translation>Deshacer cambio de SRC</translation>
        </message>
        <message>
            <source>Check Positions</source>
            <translation>Comprobar posiciones</translation>
        </message>
        <message>
            <source>Keyword</source>
            <translation>Palabra clave</translation>
        </message>
        <message>
            <source>Organisation</source>
            <translation>Organización</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Formato</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Documento</translation>
        </message>
        <message>
            <source>Series</source>
            <translation>Serie</translation>
        </message>
        <message>
            <source>Table or document</source>
            <translation>Tabla o documento</translation>
        </message>
        <message>
            <source>Map</source>
            <translation>Mapa</translation>
        </message>
        <message>
            <source>Application</source>
            <translation>Aplicación</translation>
        </message>
        <message>
            <source>Software</source>
            <translation>Software</translation>
        </message>
        <message>
            <source>{start} – {end}</source>
            <translation>{start} – {end}</translation>
        </message>
        <message>
            <source>Since {start}</source>
            <translation>Desde {start}</translation>
        </message>
        <message>
            <source>Until {end}</source>
            <translation>Hasta {end}</translation>
        </message>
        <message>
            <source>Any time</source>
            <translation>Cualquier fecha</translation>
        </message>
        <message>
            <source>Links of a dataset</source>
            <translation>Enlaces de un conjunto de datos</translation>
        </message>
        <message>
            <source>Search Anywhere</source>
            <translation>Buscar en cualquier lugar</translation>
        </message>
        <message>
            <source>Show Without Live and Download</source>
            <translation>Quitar En vivo y Descargar</translation>
        </message>
        <message>
            <source>Remove “{filter}”</source>
            <translation>Quitar “{filter}”</translation>
        </message>
        <message>
            <source>Clear All Filters</source>
            <translation>Quitar todos los filtros</translation>
        </message>
        <message>
            <source>Show All Datasets</source>
            <translation>Mostrar todos los conjuntos de datos</translation>
        </message>
        <message>
            <source>This record states no extent</source>
            <translation>Este registro no indica ninguna extensión</translation>
        </message>
        <message>
            <source>This record has no address of its own</source>
            <translation>Este registro no tiene dirección propia</translation>
        </message>
        <message>
            <source>Nothing to download</source>
            <translation>Nada que descargar</translation>
        </message>
        <message>
            <source>This record names no organisation</source>
            <translation>Este registro no indica ninguna organización</translation>
        </message>
        <message>
            <source>Only {organisation}</source>
            <translation>Solo {organisation}</translation>
        </message>
        <message>
            <source>The server</source>
            <translation>El servidor</translation>
        </message>
        <message>
            <source>The data service</source>
            <translation>El servicio de datos</translation>
        </message>
        <message>
            <source>The file server</source>
            <translation>El servidor de archivos</translation>
        </message>
        <message>
            <source>The catalogue</source>
            <translation>El catálogo</translation>
        </message>
        <message>
            <source> after {seconds:.1f} s</source>
            <translation> después de {seconds:.1f} s</translation>
        </message>
        <message>
            <source>Your search is kept.</source>
            <translation>Su búsqueda se conserva.</translation>
        </message>
        <message>
            <source>The {size} that have arrived are kept; trying again goes on from there.</source>
            <translation>Los {size} ya recibidos se conservan; al reintentar, se continúa desde ahí.</translation>
        </message>
        <message>
            <source>Nothing half-done was left in the folder.</source>
            <translation>No quedó nada a medias en la carpeta.</translation>
        </message>
        <message>
            <source>Nothing was added to the project.</source>
            <translation>No se añadió nada al proyecto.</translation>
        </message>
        <message>
            <source>Something went wrong in the plugin.</source>
            <translation>Algo falló en el complemento.</translation>
        </message>
        <message>
            <source>Copy the details and report them, please. QGIS and your project are not affected.</source>
            <translation>Por favor, copie los detalles e informe del problema. QGIS y su proyecto no se ven afectados.</translation>
        </message>
        <message>
            <source>Area of {title}</source>
            <translation>Área de {title}</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Resultados</translation>
        </message>
        <message>
            <source>{number} of {count}</source>
            <translation>{number} de {count}</translation>
        </message>
        <message>
            <source>Recommended</source>
            <translation>Recomendado</translation>
        </message>
        <message>
            <source>This record has nothing to open or to download. Its organisation may help.</source>
            <translation>Este registro no tiene nada que abrir ni descargar. Quizá su organización pueda ayudarle.</translation>
        </message>
        <message>
            <source>CRS fits</source>
            <translation>SRC adecuado</translation>
        </message>
        <message>
            <source>CRS of another area</source>
            <translation>SRC de otra área</translation>
        </message>
        <message>
            <source>CRS not stated</source>
            <translation>SRC no indicado</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Archivos</translation>
        </message>
        <message>
            <source>Documents and links</source>
            <translation>Documentos y enlaces</translation>
        </message>
        <message>
            <source>Behind the links</source>
            <translation>Detrás de los enlaces</translation>
        </message>
        <message>
            <source>The best choice here</source>
            <translation>La mejor opción aquí</translation>
        </message>
        <message>
            <source>{shown} of {total} links are shown. All are in the record: Technical Details, Show JSON.</source>
            <translation>Se muestran {shown} de {total} enlaces. Todos están en el registro: Detalles técnicos, Mostrar JSON.</translation>
        </message>
        <message>
            <source>not encrypted</source>
            <translation>sin cifrar</translation>
        </message>
        <message>
            <source>zoom {first}–{last}</source>
            <translation>zoom {first}–{last}</translation>
        </message>
        <message>
            <source>about {size} in all</source>
            <translation>unos {size} en total</translation>
        </message>
        <message>
            <source>part {number} of {count}</source>
            <translation>parte {number} de {count}</translation>
        </message>
        <message>
            <source>Make Available Offline</source>
            <translation>Usar sin conexión</translation>
        </message>
        <message>
            <source>Back to Live</source>
            <translation>Volver al modo en vivo</translation>
        </message>
        <message>
            <source>Make Available Offline…</source>
            <translation>Usar sin conexión…</translation>
        </message>
        <message>
            <source>{name} is read from {file} now: {amount}.</source>
            <translation>{name} se lee ahora de {file}: {amount}.</translation>
        </message>
        <message>
            <source>{name} is live again.</source>
            <translation>{name} vuelve a estar en vivo.</translation>
        </message>
        <message>
            <source>Added {title}: {amount}.</source>
            <translation>Se añadió {title}: {amount}.</translation>
        </message>
        <message>
            <source>These records were saved {when}. Files on this computer still open.</source>
            <translation>Estos registros se guardaron {when}. Los archivos de este equipo se pueden seguir abriendo.</translation>
        </message>
        <message>
            <source>Search in the saved copy</source>
            <translation>Búsqueda en la copia guardada</translation>
        </message>
        <message>
            <source>today at {time}</source>
            <translation>hoy a las {time}</translation>
        </message>
        <message>
            <source>yesterday at {time}</source>
            <translation>ayer a las {time}</translation>
        </message>
        <message>
            <source>on {date}</source>
            <translation>el {date}</translation>
        </message>
        <message>
            <source>Asking the service of {name}</source>
            <translation>Consultando el servicio de {name}</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>Añadir…</translation>
        </message>
        <message>
            <source>Edit…</source>
            <translation>Editar…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Add a catalogue</source>
            <translation>Añadir un catálogo</translation>
        </message>
        <message>
            <source>Edit the catalogue</source>
            <translation>Editar el catálogo</translation>
        </message>
        <message>
            <source>Remove the catalogue</source>
            <translation>Quitar el catálogo</translation>
        </message>
        <message>
            <source>Catalogue that is searched</source>
            <translation>Catálogo en el que se busca</translation>
        </message>
        <message>
            <source>What is recommended</source>
            <translation>Qué se recomienda</translation>
        </message>
        <message>
            <source>Which way to the data a record recommends at first; it can be changed in each record</source>
            <translation>Qué acceso a los datos se recomienda al principio en un registro; se puede cambiar en cada registro</translation>
        </message>
        <message>
            <source>Recommend</source>
            <translation>Recomendar</translation>
        </message>
        <message>
            <source>Folder for Downloads</source>
            <translation>Carpeta para descargas</translation>
        </message>
        <message>
            <source>In each project's folder, below secims</source>
            <translation>En la carpeta de cada proyecto, dentro de secims</translation>
        </message>
        <message>
            <source>Folder for downloads</source>
            <translation>Carpeta para descargas</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Carpeta</translation>
        </message>
        <message>
            <source>At the same time</source>
            <translation>Simultáneas</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Velocidad</translation>
        </message>
        <message>
            <source>Downloads at the same time</source>
            <translation>Descargas simultáneas</translation>
        </message>
        <message>
            <source>Speed of all downloads together</source>
            <translation>Velocidad de todas las descargas en conjunto</translation>
        </message>
        <message>
            <source>What all downloads together take of your line at most</source>
            <translation>Lo máximo que todas las descargas juntas ocupan de su conexión</translation>
        </message>
        <message>
            <source>Give the full path of the folder.</source>
            <translation>Indique la ruta completa de la carpeta.</translation>
        </message>
        <message>
            <source>This folder does not exist yet; the first download makes it.</source>
            <translation>Esta carpeta aún no existe; se creará con la primera descarga.</translation>
        </message>
        <message>
            <source>Live Data</source>
            <translation>Datos en vivo</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>Vaciar</translation>
        </message>
        <message>
            <source>Empty the cache of live data</source>
            <translation>Vaciar la caché de datos en vivo</translation>
        </message>
        <message>
            <source>Load at most</source>
            <translation>Cargar como máximo</translation>
        </message>
        <message>
            <source>Kept on disk</source>
            <translation>Guardado en disco</translation>
        </message>
        <message>
            <source> MB for one view of a coverage</source>
            <translation> MB por vista de una cobertura</translation>
        </message>
        <message>
            <source>Load at most for one view of a coverage, in megabytes</source>
            <translation>Cargar como máximo por vista de una cobertura, en megabytes</translation>
        </message>
        <message>
            <source>What holds more is drawn as a coarse preview; each layer can be given more later.</source>
            <translation>Lo que supere este valor se dibuja como vista previa de baja resolución; después se puede asignar más a cada capa.</translation>
        </message>
        <message>
            <source>{size} of coverages and maps</source>
            <translation>{size} de coberturas y mapas</translation>
        </message>
        <message>
            <source>Emptying the cache of live data</source>
            <translation>Vaciando la caché de datos en vivo</translation>
        </message>
        <message>
            <source>Select a dataset to see what it offers.</source>
            <translation>Seleccione un conjunto de datos para ver lo que ofrece.</translation>
        </message>
        <message>
            <source>Map: the layer is drawn {distance} from where its record puts it</source>
            <translation>Mapa: la capa se dibuja a {distance} de donde la sitúa su registro</translation>
        </message>
        <message>
            <source>Map: the layer is drawn where its record puts it</source>
            <translation>Mapa: la capa se dibuja donde la sitúa su registro</translation>
        </message>
        <message>
            <source>Layers that were checked</source>
            <translation>Capas comprobadas</translation>
        </message>
        <message>
            <source>Search Saved Copy ({count})</source>
            <translation>Buscar en la copia guardada ({count})</translation>
        </message>
        <message>
            <source>Network Settings…</source>
            <translation>Configuración de red…</translation>
        </message>
        <message>
            <source>Choose Folder…</source>
            <translation>Elegir carpeta…</translation>
        </message>
        <message>
            <source>Search Saved Copy</source>
            <translation>Buscar en la copia guardada</translation>
        </message>
        <message>
            <source>Opening the layer…</source>
            <translation>Abriendo la capa…</translation>
        </message>
        <message>
            <source>Added to the map. {position}.</source>
            <translation>Se añadió al mapa. {position}.</translation>
        </message>
        <message>
            <source>{name} was added. {position}.</source>
            <translation>Se añadió {name}. {position}.</translation>
        </message>
        <message>
            <source>{title} was downloaded.</source>
            <translation>Se descargó {title}.</translation>
        </message>
        <message>
            <source>What the data is wanted for; it decides what is recommended</source>
            <translation>Para qué se quieren los datos; de ello depende lo que se recomienda</translation>
        </message>
        <message>
            <source>Best for analysis offline</source>
            <translation>Mejor para análisis sin conexión</translation>
        </message>
        <message>
            <source>Best for live data</source>
            <translation>Mejor para datos en vivo</translation>
        </message>
        <message>
            <source>Best for a quick map</source>
            <translation>Mejor para un mapa rápido</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Document of a dataset</source>
            <translation>Documento de un conjunto de datos</translation>
        </message>
        <message>
            <source>… (cut; the whole is in the catalogue)</source>
            <translation>… (recortado; el texto completo está en el catálogo)</translation>
        </message>
        <message>
            <source>This record states no extent.</source>
            <translation>Este registro no indica ninguna extensión.</translation>
        </message>
        <message>
            <source>This record has nothing that can be added to the map.</source>
            <translation>Este registro no tiene nada que se pueda añadir al mapa.</translation>
        </message>
        <message>
            <source>This record has nothing that can be downloaded.</source>
            <translation>Este registro no tiene nada que se pueda descargar.</translation>
        </message>
        <message>
            <source>This record has nothing that can be extracted.</source>
            <translation>Este registro no tiene nada que se pueda extraer.</translation>
        </message>
        <message>
            <source>Add to Map (Ctrl+Enter)</source>
            <translation>Añadir al mapa (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>This record has no data of its own. Its parts, listed below, have.</source>
            <translation>Este registro no tiene datos propios. Sí los tienen sus partes, que figuran abajo.</translation>
        </message>
        <message>
            <source>Parts of a dataset</source>
            <translation>Partes de un conjunto de datos</translation>
        </message>
        <message>
            <source>Details of a dataset</source>
            <translation>Detalles de un conjunto de datos</translation>
        </message>
        <message>
            <source>Looking behind the link…</source>
            <translation>Consultando qué hay detrás del enlace…</translation>
        </message>
        <message>
            <source>What was found is listed below the links.</source>
            <translation>Lo encontrado figura debajo de los enlaces.</translation>
        </message>
        <message>
            <source>Nothing that QGIS could use is behind this link.</source>
            <translation>Detrás de este enlace no hay nada que QGIS pueda usar.</translation>
        </message>
        <message>
            <source>Previous dataset (Alt+Up)</source>
            <translation>Conjunto de datos anterior (Alt+Up)</translation>
        </message>
        <message>
            <source>Next dataset (Alt+Down)</source>
            <translation>Conjunto de datos siguiente (Alt+Down)</translation>
        </message>
        <message>
            <source>Zoom to dataset</source>
            <translation>Zoom al conjunto de datos</translation>
        </message>
        <message>
            <source>More commands</source>
            <translation>Más comandos</translation>
        </message>
        <message>
            <source>Updated {date}</source>
            <translation>Actualizado: {date}</translation>
        </message>
        <message>
            <source>Created {date}</source>
            <translation>Creado: {date}</translation>
        </message>
        <message>
            <source>{start} to {end}</source>
            <translation>{start} a {end}</translation>
        </message>
        <message>
            <source>Layer that you trust</source>
            <translation>Capa de confianza</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparar</translation>
        </message>
        <message>
            <source>Compare with a layer that you trust, of the same things:</source>
            <translation>Comparar con una capa de confianza de los mismos elementos:</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>Comparando…</translation>
        </message>
        <message>
            <source>Comparing with {name}</source>
            <translation>Comparando con {name}</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Mantener</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Aplicar</translation>
        </message>
        <message>
            <source>Writing {name}</source>
            <translation>Escribiendo {name}</translation>
        </message>
        <message>
            <source>Untitled dataset</source>
            <translation>Conjunto de datos sin título</translation>
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
            <translation>kilobytes</translation>
        </message>
        <message>
            <source>megabytes</source>
            <translation>megabytes</translation>
        </message>
        <message>
            <source>gigabytes</source>
            <translation>gigabytes</translation>
        </message>
        <message>
            <source>Datasets</source>
            <translation>Conjuntos de datos</translation>
        </message>
        <message>
            <source>Records That Could Not Be Read</source>
            <translation>Registros que no se pudieron leer</translation>
        </message>
        <message>
            <source>Order of the datasets</source>
            <translation>Orden de los conjuntos de datos</translation>
        </message>
        <message>
            <source>Best Match</source>
            <translation>Mejor coincidencia</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Título</translation>
        </message>
        <message>
            <source>Newest First</source>
            <translation>Más recientes</translation>
        </message>
        <message>
            <source>Copy of a catalogue for offline use</source>
            <translation>Copia de un catálogo para usar sin conexión</translation>
        </message>
        <message>
            <source>Search text</source>
            <translation>Texto de búsqueda</translation>
        </message>
        <message>
            <source>Options</source>
            <translation>Opciones</translation>
        </message>
        <message>
            <source>In Map</source>
            <translation>En mapa</translation>
        </message>
        <message>
            <source>Only datasets that lie in the visible map</source>
            <translation>Solo conjuntos de datos situados en el mapa visible</translation>
        </message>
        <message>
            <source>Only datasets that can be drawn without a download</source>
            <translation>Solo conjuntos de datos que se pueden dibujar sin descargarlos</translation>
        </message>
        <message>
            <source>Only datasets that can be downloaded</source>
            <translation>Solo conjuntos de datos que se pueden descargar</translation>
        </message>
        <message>
            <source>Area, time, type, keyword, organisation, format</source>
            <translation>Área, fecha, tipo, palabra clave, organización, formato</translation>
        </message>
        <message>
            <source>Filters ({count})</source>
            <translation>Filtros ({count})</translation>
        </message>
        <message>
            <source>Search in {name}</source>
            <translation>Búsqueda en {name}</translation>
        </message>
        <message>
            <source>{shown} of {total} datasets</source>
            <translation>{shown} de {total} conjuntos de datos</translation>
        </message>
        <message>
            <source>{count} datasets so far</source>
            <translation>{count} conjuntos de datos hasta ahora</translation>
        </message>
        <message>
            <source>1 dataset</source>
            <translation>1 conjunto de datos</translation>
        </message>
        <message>
            <source>{count} datasets</source>
            <translation>{count} conjuntos de datos</translation>
        </message>
        <message>
            <source>{datasets} in this catalogue</source>
            <translation>{datasets} en este catálogo</translation>
        </message>
        <message>
            <source>1 record could not be read</source>
            <translation>1 registro no se pudo leer</translation>
        </message>
        <message>
            <source>{count} records could not be read</source>
            <translation>{count} registros no se pudieron leer</translation>
        </message>
        <message>
            <source>All {count} shown</source>
            <translation>Se muestran los {count}</translation>
        </message>
        <message>
            <source>found by CSW, OGC API Records failed</source>
            <translation>obtenido por CSW, OGC API Records falló</translation>
        </message>
        <message>
            <source>not sorted, the catalogue cannot</source>
            <translation>sin ordenar, el catálogo no puede hacerlo</translation>
        </message>
        <message>
            <source>filtered on this computer</source>
            <translation>filtrado en este equipo</translation>
        </message>
        <message>
            <source>Nothing found for “{text}” here</source>
            <translation>No se encontró nada para “{text}” aquí</translation>
        </message>
        <message>
            <source>Nothing found for “{text}”</source>
            <translation>No se encontró nada para “{text}”</translation>
        </message>
        <message>
            <source>Nothing found here</source>
            <translation>No se encontró nada aquí</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>No se encontró nada</translation>
        </message>
        <message>
            <source>Check the spelling, or widen the search:</source>
            <translation>Revise la ortografía o amplíe la búsqueda:</translation>
        </message>
        <message>
            <source>Check the spelling, or try another word.</source>
            <translation>Revise la ortografía o pruebe con otra palabra.</translation>
        </message>
        <message>
            <source>Widen the search:</source>
            <translation>Amplíe la búsqueda:</translation>
        </message>
        <message>
            <source>This catalogue is empty.</source>
            <translation>Este catálogo está vacío.</translation>
        </message>
        <message>
            <source>{host} is slow. Still waiting.</source>
            <translation>{host} tarda en responder. Se sigue esperando.</translation>
        </message>
        <message>
            <source>Cannot reach {host}.</source>
            <translation>No se puede conectar con {host}.</translation>
        </message>
        <message>
            <source>Tried: {cause}. Check that this computer is online, and QGIS's proxy settings.</source>
            <translation>Se intentó: {cause}. Compruebe que este equipo tenga conexión y revise la configuración del proxy de QGIS.</translation>
        </message>
        <message>
            <source>{host} does not answer.</source>
            <translation>{host} no responde.</translation>
        </message>
        <message>
            <source>It was given up{after}. {kept} Try again in a few minutes.</source>
            <translation>Se abandonó el intento{after}. {kept} Inténtelo de nuevo en unos minutos.</translation>
        </message>
        <message>
            <source>The connection was lost.</source>
            <translation>Se perdió la conexión.</translation>
        </message>
        <message>
            <source>{host} stopped before its answer was whole. {kept}</source>
            <translation>{host} se detuvo antes de completar la respuesta. {kept}</translation>
        </message>
        <message>
            <source>The answer is too large.</source>
            <translation>La respuesta es demasiado grande.</translation>
        </message>
        <message>
            <source>{host} sent more than the plugin reads at once. Make the search narrower.</source>
            <translation>{host} envió más de lo que el complemento lee de una vez. Acote la búsqueda.</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Cancelado.</translation>
        </message>
        <message>
            <source>The proxy wants a login.</source>
            <translation>El proxy pide credenciales.</translation>
        </message>
        <message>
            <source>Enter it in QGIS's network settings, then try again.</source>
            <translation>Ingréselas en la configuración de red de QGIS e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>{host} wants a login.</source>
            <translation>{host} pide credenciales.</translation>
        </message>
        <message>
            <source>It answered {answer}. Choose an authentication configuration for this catalogue.</source>
            <translation>Respondió {answer}. Elija una configuración de autenticación para este catálogo.</translation>
        </message>
        <message>
            <source>It is asked too often. Wait a minute, then try again.</source>
            <translation>Recibe demasiadas consultas. Espere un minuto e inténtelo de nuevo.</translation>
        </message>
        <message>
            <source>This is usually over in a few minutes.</source>
            <translation>Suele resolverse en unos minutos.</translation>
        </message>
        <message>
            <source>It did not accept the request.</source>
            <translation>No aceptó la petición.</translation>
        </message>
        <message>
            <source>{party} had a problem.</source>
            <translation>{party} tuvo un problema.</translation>
        </message>
        <message>
            <source>{host} answered {answer}{after}. {kept} {advice}</source>
            <translation>{host} respondió {answer}{after}. {kept} {advice}</translation>
        </message>
        <message>
            <source>{host} answered {answer}.</source>
            <translation>{host} respondió {answer}.</translation>
        </message>
        <message>
            <source>There is no catalogue at this address.</source>
            <translation>No hay ningún catálogo en esta dirección.</translation>
        </message>
        <message>
            <source>Check the address of the catalogue.</source>
            <translation>Compruebe la dirección del catálogo.</translation>
        </message>
        <message>
            <source>It is no longer there.</source>
            <translation>Ya no está ahí.</translation>
        </message>
        <message>
            <source>Try another distribution, or tell the organisation in the record.</source>
            <translation>Pruebe con otra distribución o avise a la organización que figura en el registro.</translation>
        </message>
        <message>
            <source>This link is not followed.</source>
            <translation>Este enlace no se sigue.</translation>
        </message>
        <message>
            <source>For your safety: {cause}.</source>
            <translation>Por su seguridad: {cause}.</translation>
        </message>
        <message>
            <source>{party} sent something unexpected.</source>
            <translation>{party} envió algo inesperado.</translation>
        </message>
        <message>
            <source>From {host}: {cause}. {kept}</source>
            <translation>{host}: {cause}. {kept}</translation>
        </message>
        <message>
            <source>{host} answered, but not as OGC API Records or CSW: {cause}. Check the address.</source>
            <translation>{host} respondió, pero no como OGC API Records ni CSW: {cause}. Compruebe la dirección.</translation>
        </message>
        <message>
            <source>The record is no longer in the catalogue.</source>
            <translation>El registro ya no está en el catálogo.</translation>
        </message>
        <message>
            <source>It may have got another name. Search again.</source>
            <translation>Es posible que haya cambiado de nombre. Busque de nuevo.</translation>
        </message>
        <message>
            <source>Start of SEC-IMS</source>
            <translation>Inicio de SEC-IMS</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Buscando…</translation>
        </message>
        <message>
            <source>Recent Searches</source>
            <translation>Búsquedas recientes</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>Favoritos</translation>
        </message>
        <message>
            <source>Themes</source>
            <translation>Temas</translation>
        </message>
        <message>
            <source>Pictures of datasets</source>
            <translation>Imágenes de conjuntos de datos</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Desde</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Hasta</translation>
        </message>
        <message>
            <source>to</source>
            <translation>hasta</translation>
        </message>
        <message>
            <source>Since {year}</source>
            <translation>Desde {year}</translation>
        </message>
        <message>
            <source>From {start} to {end}</source>
            <translation>Desde {start} hasta {end}</translation>
        </message>
        <message>
            <source>From … to …</source>
            <translation>Desde … hasta …</translation>
        </message>
        <message>
            <source>2018 or 2018-05-31</source>
            <translation>2018 o 2018-05-31</translation>
        </message>
        <message>
            <source>A year, or a date as 2018-05-31</source>
            <translation>Un año, o una fecha como 2018-05-31</translation>
        </message>
        <message>
            <source>As the service shows it</source>
            <translation>Como lo muestra el servicio</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Consultando…</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>Actualizar</translation>
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
            <translation>&amp;Fecha y hora (UTC)</translation>
        </message>
        <message>
            <source>Shown while the temporal controller is off.</source>
            <translation>Se muestra mientras el controlador temporal está desactivado.</translation>
        </message>
        <message>
            <source>&amp;Style</source>
            <translation>&amp;Estilo</translation>
        </message>
        <message>
            <source>&amp;Load at most</source>
            <translation>&amp;Cargar como máximo</translation>
        </message>
        <message>
            <source>For one view. What holds more is drawn as a coarse preview.</source>
            <translation>Por vista. Lo que supere este valor se dibuja como vista previa de baja resolución.</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>Guardado</translation>
        </message>
        <message>
            <source>{algorithm} reads files only, and {name} is drawn live. Save the part you need first.</source>
            <translation>{algorithm} solo lee archivos y {name} se dibuja en vivo. Guarde antes la parte que necesita.</translation>
        </message>
        <message>
            <source>Extract…</source>
            <translation>Extraer…</translation>
        </message>
        <message>
            <source>Refresh from Server</source>
            <translation>Actualizar desde el servidor</translation>
        </message>
        <message>
            <source>Live Data…</source>
            <translation>Datos en vivo…</translation>
        </message>
        <message>
            <source>Zoom In</source>
            <translation>Acercar zoom</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>Descargar…</translation>
        </message>
        <message>
            <source>It is not in the project yet: add it to the map first.</source>
            <translation>Aún no está en el proyecto: añádalo primero al mapa.</translation>
        </message>
        <message>
            <source>Looking at {variable}</source>
            <translation>Consultando {variable}</translation>
        </message>
        <message>
            <source>Looking at what is kept</source>
            <translation>Consultando lo guardado</translation>
        </message>
        <message>
            <source>Dropping what is kept</source>
            <translation>Eliminando lo guardado</translation>
        </message>
        <message>
            <source>{name}: coarse preview. Zoom in for full detail.</source>
            <translation>{name}: vista previa de baja resolución. Acérquese para ver todo el detalle.</translation>
        </message>
        <message>
            <source>{name}: the server cannot be reached; drawn as last seen.</source>
            <translation>{name}: no se puede acceder al servidor; se dibuja como se vio por última vez.</translation>
        </message>
        <message>
            <source>{name} could not be drawn: {cause}</source>
            <translation>No se pudo dibujar {name}: {cause}</translation>
        </message>
        <message>
            <source>{name}: values are missing in what was calculated or saved: {cause}</source>
            <translation>{name}: faltan valores en lo que se ha calculado o guardado: {cause}</translation>
        </message>
        <message>
            <source>Coarse preview: click to load more, or zoom in.</source>
            <translation>Vista previa de baja resolución: haga clic para cargar más o acérquese.</translation>
        </message>
        <message>
            <source>Offline: the server cannot be reached. Click to try again.</source>
            <translation>Sin conexión: no se puede acceder al servidor. Haga clic para reintentar.</translation>
        </message>
        <message>
            <source>Not drawn as a whole. Click to try again.</source>
            <translation>No se dibujó por completo. Haga clic para reintentar.</translation>
        </message>
        <message>
            <source>Values were missing in a calculation. Click to try again.</source>
            <translation>Faltaban valores en un cálculo. Haga clic para reintentar.</translation>
        </message>
        <message>
            <source>Load {mb} MB…</source>
            <translation>Cargar {mb} MB…</translation>
        </message>
        <message>
            <source>At most {budget} MB are loaded for one view of this layer. Change it here.</source>
            <translation>Se cargan como máximo {budget} MB por vista de esta capa. Cámbielo aquí.</translation>
        </message>
        <message>
            <source>Nothing is kept on this computer yet.</source>
            <translation>Aún no hay nada guardado en este equipo.</translation>
        </message>
        <message>
            <source>{mb} MB on this computer, fetched less than an hour ago.</source>
            <translation>{mb} MB en este equipo, obtenidos hace menos de una hora.</translation>
        </message>
        <message>
            <source>{mb} MB on this computer, the oldest fetched {hours} h ago.</source>
            <translation>{mb} MB en este equipo; lo más antiguo se obtuvo hace {hours} h.</translation>
        </message>
        <message>
            <source>{mb} MB on this computer, the oldest fetched {days} d ago.</source>
            <translation>{mb} MB en este equipo; lo más antiguo se obtuvo hace {days} d.</translation>
        </message>
        <message>
            <source>there is no address</source>
            <translation>no hay dirección</translation>
        </message>
        <message>
            <source>the address is too long</source>
            <translation>la dirección es demasiado larga</translation>
        </message>
        <message>
            <source>the address has blanks, backslashes or control characters</source>
            <translation>la dirección contiene espacios, barras invertidas o caracteres de control</translation>
        </message>
        <message>
            <source>the address cannot be read</source>
            <translation>la dirección no se puede leer</translation>
        </message>
        <message>
            <source>only http and https links are followed</source>
            <translation>solo se siguen enlaces http y https</translation>
        </message>
        <message>
            <source>the address names no host</source>
            <translation>la dirección no indica ningún servidor</translation>
        </message>
        <message>
            <source>the address contains credentials</source>
            <translation>la dirección contiene credenciales</translation>
        </message>
        <message>
            <source>SEC-IMS Catalogue</source>
            <translation>Catálogo SEC-IMS</translation>
        </message>
        <message>
            <source>Search the spatial data of Saint Lucia</source>
            <translation>Buscar en los datos espaciales de Santa Lucía</translation>
        </message>
        <message>
            <source>Search in SEC-IMS</source>
            <translation>Buscar en SEC-IMS</translation>
        </message>
        <message>
            <source>Check Positions of All Layers</source>
            <translation>Comprobar posiciones de todas las capas</translation>
        </message>
        <message>
            <source>Add live layer</source>
            <translation>Añadir capa en vivo</translation>
        </message>
        <message>
            <source>Adds a distribution of a record as a layer that is drawn from its service.</source>
            <translation>Añade una distribución de un registro como capa que se dibuja desde su servicio.</translation>
        </message>
        <message>
            <source>Makes a layer of one distribution of a record, drawn from its service: only what is in view is loaded. The layer is added when the algorithm is done, in a group with the record's title, with the record's metadata.

The distribution is its number in the record (see Describe record, 'index'), or a kind such as FEATURES; then the first of that kind is taken. A variable of a coverage follows a colon: COVERAGE:rainfall. Tiles, WMS and WMTS may offer several styles and tile matrix sets: name one, or leave the choice to the service.

The layer has the CRS in which the service stores the data, or longitude and latitude (OGC:CRS84). Whether it lies where its record says is told in the log.</source>
            <translation>Crea una capa a partir de una distribución de un registro, dibujada desde su servicio: solo se carga lo que está a la vista. La capa se añade cuando termina el algoritmo, en un grupo con el título del registro y con los metadatos del registro.

La distribución es su número en el registro (véase Describir registro, 'index') o una clase como FEATURES; en ese caso se toma la primera de esa clase. La variable de una cobertura va después de dos puntos: COVERAGE:rainfall. Las teselas, WMS y WMTS pueden ofrecer varios estilos y conjuntos de matrices de teselas: indique uno o deje la elección al servicio.

La capa tiene el SRC en el que el servicio almacena los datos, o bien longitud y latitud (OGC:CRS84). En los mensajes del algoritmo se informa si la capa está donde indica su registro.</translation>
        </message>
        <message>
            <source>Distribution (its number, or a kind)</source>
            <translation>Distribución (su número o una clase)</translation>
        </message>
        <message>
            <source>Style, where the service has several</source>
            <translation>Estilo, si el servicio tiene varios</translation>
        </message>
        <message>
            <source>Tile matrix set, where the service has several</source>
            <translation>Conjunto de matrices de teselas, si el servicio tiene varios</translation>
        </message>
        <message>
            <source>Live layer</source>
            <translation>Capa en vivo</translation>
        </message>
        <message>
            <source>Source of the layer</source>
            <translation>Fuente de la capa</translation>
        </message>
        <message>
            <source>Data provider of the layer</source>
            <translation>Proveedor de datos de la capa</translation>
        </message>
        <message>
            <source>Catalogue (name of a connection, or URL)</source>
            <translation>Catálogo (nombre de una conexión o URL)</translation>
        </message>
        <message>
            <source>Record (its identifier)</source>
            <translation>Registro (su identificador)</translation>
        </message>
        <message>
            <source>Record: {title}</source>
            <translation>Registro: {title}</translation>
        </message>
        <message>
            <source>Check CRS of layer</source>
            <translation>Comprobar SRC de capa</translation>
        </message>
        <message>
            <source>Checks whether a layer is drawn where it should be, and says what mends it.</source>
            <translation>Comprueba si una capa se dibuja donde debería e indica cómo corregirla.</translation>
        </message>
        <message>
            <source>Checks whether the CRS of a layer is the one that is declared, and whether it puts the layer where it should be. Nothing is changed.

The declared CRS is a code (EPSG:2006), a URN, a URI or a label. The expected extent may be in any CRS. Where they are left empty, a layer that this plugin added is compared with its record; any other needs an expected extent, or the verdict is no_extent.

A layer that you trust (a coastline, say) shows shifts that an extent cannot: another island's grid, or a datum shift that was left out. It need not have the same points, only the same things.

Outputs: the verdict (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent), an explanation with distances in metres or kilometres, and the best remedy, empty where none is needed; with a trusted layer also how many metres lie between the two.</source>
            <translation>Comprueba si el SRC de una capa es el declarado y si sitúa la capa donde debería estar. No se cambia nada.

El SRC declarado es un código (EPSG:2006), un URN, un URI o una etiqueta. La extensión esperada puede estar en cualquier SRC. Si se dejan vacíos, una capa añadida por este complemento se compara con su registro; cualquier otra necesita una extensión esperada o, de lo contrario, el resultado es no_extent.

Una capa de confianza (por ejemplo, una línea de costa) revela desplazamientos que una extensión no puede mostrar: la cuadrícula de otra isla o una transformación de datum omitida. No necesita tener los mismos puntos, solo los mismos elementos.

Salidas: el resultado (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent), una explicación con distancias en metros o kilómetros y la mejor corrección, vacía si no se necesita ninguna; con una capa de confianza, también cuántos metros separan a las dos.</translation>
        </message>
        <message>
            <source>Declared CRS</source>
            <translation>SRC declarado</translation>
        </message>
        <message>
            <source>Expected extent</source>
            <translation>Extensión esperada</translation>
        </message>
        <message>
            <source>Layer that you trust, of the same things</source>
            <translation>Capa de confianza de los mismos elementos</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <source>Explanation</source>
            <translation>Explicación</translation>
        </message>
        <message>
            <source>Best remedy</source>
            <translation>Mejor corrección</translation>
        </message>
        <message>
            <source>Distance from the trusted layer, metres</source>
            <translation>Distancia a la capa de confianza, en metros</translation>
        </message>
        <message>
            <source>The layer cannot be opened. Check its path or its source.</source>
            <translation>No se puede abrir la capa. Compruebe su ruta o su fuente.</translation>
        </message>
        <message>
            <source>the expected extent</source>
            <translation>la extensión esperada</translation>
        </message>
        <message>
            <source>The two layers show nothing in common within 1.5 km. Choose another trusted layer.</source>
            <translation>Las dos capas no muestran nada en común en un radio de 1.5 km. Elija otra capa de confianza.</translation>
        </message>
        <message>
            <source>Check CRS of all layers</source>
            <translation>Comprobar SRC de todas las capas</translation>
        </message>
        <message>
            <source>Checks whether the layers of a project are drawn where they should be, as a table.</source>
            <translation>Comprueba si las capas de un proyecto se dibujan donde deberían y lo presenta en una tabla.</translation>
        </message>
        <message>
            <source>Checks the CRS of all layers of the project, or of those that are chosen, also of layers that did not come from a catalogue. Nothing is changed.

A layer that this plugin added is compared with its record. Others are compared with the area, where one is given; else with Saint Lucia, if their coordinates fit there in any CRS that is used on the island, and with nothing otherwise.

Outputs: a table with the verdict, the explanation and the best remedy of each layer, how many were checked, and how many of them are not certain to be right.</source>
            <translation>Comprueba el SRC de todas las capas del proyecto, o de las que se elijan, también de las que no proceden de un catálogo. No se cambia nada.

Una capa añadida por este complemento se compara con su registro. Las demás se comparan con el área, si se indica una; si no, con Santa Lucía, siempre que sus coordenadas encajen allí en algún SRC que se use en la isla; en otro caso, no se comparan con nada.

Salidas: una tabla con el resultado, la explicación y la mejor corrección de cada capa, cuántas se comprobaron y de cuántas no hay certeza de que sean correctas.</translation>
        </message>
        <message>
            <source>Layers (none: all of the project)</source>
            <translation>Capas (ninguna: todas las del proyecto)</translation>
        </message>
        <message>
            <source>Area of layers without a record</source>
            <translation>Área de las capas sin registro</translation>
        </message>
        <message>
            <source>Positions</source>
            <translation>Posiciones</translation>
        </message>
        <message>
            <source>Layers that are wrong or doubtful</source>
            <translation>Capas incorrectas o dudosas</translation>
        </message>
        <message>
            <source>There is no project to check.</source>
            <translation>No hay ningún proyecto que comprobar.</translation>
        </message>
        <message>
            <source>The record has no distribution “{wanted}”. {all}</source>
            <translation>El registro no tiene ninguna distribución “{wanted}”. {all}</translation>
        </message>
        <message>
            <source>Only coverages have variables such as “{variable}”; this is {kind}.</source>
            <translation>Solo las coberturas tienen variables como “{variable}”; esto es {kind}.</translation>
        </message>
        <message>
            <source>The record has no file to download. {all}</source>
            <translation>El registro no tiene ningún archivo que descargar. {all}</translation>
        </message>
        <message>
            <source>It has none at all.</source>
            <translation>No tiene ninguna distribución.</translation>
        </message>
        <message>
            <source>It has: {rows}.</source>
            <translation>Tiene: {rows}.</translation>
        </message>
        <message>
            <source>There is no connection “{name}”. Give the address of a catalogue, or one of {names}.</source>
            <translation>No existe la conexión “{name}”. Indique la dirección de un catálogo o una de estas: {names}.</translation>
        </message>
        <message>
            <source>Describe record</source>
            <translation>Describir registro</translation>
        </message>
        <message>
            <source>Writes a record of a catalogue and its distributions to a JSON file.</source>
            <translation>Escribe un registro de un catálogo y sus distribuciones en un archivo JSON.</translation>
        </message>
        <message>
            <source>Reads one record of a catalogue with the details of its ISO document (sizes, CRS, lineage, constraints) and writes it to a JSON file: 'record', and 'distributions' with all ways to get at the data.

Of a record with more than 1,000 links the first 1,000 are written; 'links_left_out' counts the others.

'index' is the number of a distribution that the other SEC-IMS algorithms take, 'kind' says what it is, 'size_bytes' is in bytes, and 'reason' says why one is not 'usable'. 'bbox' is west, south, east, north in degrees of longitude and latitude (OGC:CRS84).</source>
            <translation>Lee un registro de un catálogo con los detalles de su documento ISO (tamaños, SRC, linaje, restricciones) y lo escribe en un archivo JSON: 'record', y 'distributions' con todas las formas de acceder a los datos.

De un registro con más de 1000 enlaces se escriben los primeros 1000; 'links_left_out' cuenta los demás.

'index' es el número de una distribución que reciben los demás algoritmos de SEC-IMS, 'kind' indica qué es, 'size_bytes' está en bytes y 'reason' explica por qué una no es 'usable'. 'bbox' es oeste, sur, este, norte en grados de longitud y latitud (OGC:CRS84).</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Descripción</translation>
        </message>
        <message>
            <source>{count} further links of the record were not read</source>
            <translation>{count} enlaces más del registro no se leyeron</translation>
        </message>
        <message>
            <source>Download files</source>
            <translation>Descargar archivos</translation>
        </message>
        <message>
            <source>Downloads a distribution of a record, verifies the files and checks their CRS.</source>
            <translation>Descarga una distribución de un registro, verifica los archivos y comprueba su SRC.</translation>
        </message>
        <message>
            <source>Downloads a distribution of a record into a folder, which is made where it is missing. A file appears under its name only when it is whole and verified; nothing is overwritten. A download that broke off goes on where it stopped when it is run again.

The distribution is its number in the record (see Describe record, 'index'), a kind such as FILE or COG, or a format such as gpkg. Without one, the recommended file is taken. Where that is the first part of a dataset in several files, all parts are fetched and joined: vector data to one GeoPackage, rasters by a virtual raster beside them. Another part comes alone.

Outputs: the paths of the files, their size in bytes, their SHA-256 sums in the order of the files, and the verdict of the CRS check (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent; the worst of all layers; empty where there are no layers).</source>
            <translation>Descarga una distribución de un registro en una carpeta, que se crea si no existe. Un archivo aparece con su nombre solo cuando está completo y verificado; no se sobrescribe nada. Una descarga interrumpida continúa donde se detuvo cuando se ejecuta de nuevo.

La distribución es su número en el registro (véase Describir registro, 'index'), una clase como FILE o COG, o un formato como gpkg. Si no se indica ninguna, se toma el archivo recomendado. Si este es la primera parte de un conjunto de datos en varios archivos, se obtienen todas las partes y se unen: los datos vectoriales en un único GeoPackage, los rásteres mediante un ráster virtual junto a ellos. Cualquier otra parte se descarga sola.

Salidas: las rutas de los archivos, su tamaño en bytes, sus sumas SHA-256 en el orden de los archivos y el resultado de la comprobación del SRC (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent; el peor de todas las capas; vacío si no hay capas).</translation>
        </message>
        <message>
            <source>Distribution (its number, kind or format; empty: the recommended one)</source>
            <translation>Distribución (su número, clase o formato; vacío: la recomendada)</translation>
        </message>
        <message>
            <source>Size in bytes</source>
            <translation>Tamaño en bytes</translation>
        </message>
        <message>
            <source>SHA-256 of each file</source>
            <translation>SHA-256 de cada archivo</translation>
        </message>
        <message>
            <source>Verdict of the CRS check</source>
            <translation>Resultado de la comprobación del SRC</translation>
        </message>
        <message>
            <source>The dataset is not complete: {problem}. The parts that there are come.</source>
            <translation>El conjunto de datos no está completo: {problem}. Se descargan las partes disponibles.</translation>
        </message>
        <message>
            <source>{name} is no extent in longitude and latitude. If its numbers are metres, add their CRS, as in “498000,523000,1514000,1561000 [EPSG:2006]”.</source>
            <translation>{name} no es una extensión en longitud y latitud. Si sus números son metros, añada su SRC, como en “498000,523000,1514000,1561000 [EPSG:2006]”.</translation>
        </message>
        <message>
            <source>Extract live data</source>
            <translation>Extraer datos en vivo</translation>
        </message>
        <message>
            <source>Saves what a service has in an extent: features, pixels or tiles, whole and checked.</source>
            <translation>Guarda lo que un servicio tiene en una extensión: objetos espaciales, píxeles o teselas, completos y comprobados.</translation>
        </message>
        <message>
            <source>Saves live data of a record to a file: OGC API Features to a GeoPackage (.gpkg), OGC API Coverages to a cloud-optimized GeoTIFF (.tif), tiles and PMTiles to MBTiles (.mbtiles). The file appears when it is whole, or not at all.

The distribution is its number in the record (see Describe record, 'index'), or a kind such as FEATURES or COVERAGE. Without one, the first that can be extracted is taken.

Features that meet the extent are taken whole; of a coverage, the pixels that it touches, with their exact values. Without an extent, everything is taken. An extent may be in any CRS; numbers without a CRS are longitudes and latitudes.

The file has the CRS in which the service stores the data, unless another one is chosen; pixels are then resampled by nearest neighbour. The size of a pixel is in units of that CRS. The condition on attributes is one of SQLite, such as "levels" &gt; 3.

Outputs: the file, the number of features, pixels or tiles in it, and the verdict of the CRS check (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent).</source>
            <translation>Guarda datos en vivo de un registro en un archivo: OGC API Features en un GeoPackage (.gpkg), OGC API Coverages en un GeoTIFF optimizado para la nube (.tif), teselas y PMTiles en MBTiles (.mbtiles). El archivo aparece cuando está completo; si no, no aparece.

La distribución es su número en el registro (véase Describir registro, 'index') o una clase como FEATURES o COVERAGE. Si no se indica ninguna, se toma la primera que se pueda extraer.

Los objetos espaciales que intersecan la extensión se toman enteros; de una cobertura, los píxeles que la extensión toca, con sus valores exactos. Sin extensión, se toma todo. Una extensión puede estar en cualquier SRC; los números sin SRC son longitudes y latitudes.

El archivo tiene el SRC en el que el servicio almacena los datos, a menos que se elija otro; en ese caso, los píxeles se remuestrean por vecino más próximo. El tamaño de píxel está en unidades de ese SRC. La condición sobre atributos es de SQLite, como "levels" &gt; 3.

Salidas: el archivo, el número de objetos espaciales, píxeles o teselas que contiene y el resultado de la comprobación del SRC (ok, missing, differs, swapped_axes, wrong_place, wrong_but_known, no_extent).</translation>
        </message>
        <message>
            <source>Condition on attributes</source>
            <translation>Condición sobre atributos</translation>
        </message>
        <message>
            <source>Distribution (its number, or a kind; empty: the first)</source>
            <translation>Distribución (su número o una clase; vacío: la primera)</translation>
        </message>
        <message>
            <source>Extent (empty: everything)</source>
            <translation>Extensión (vacío: todo)</translation>
        </message>
        <message>
            <source>CRS of the file (empty: that of the service)</source>
            <translation>SRC del archivo (vacío: el del servicio)</translation>
        </message>
        <message>
            <source>Number of features</source>
            <translation>Número de objetos espaciales</translation>
        </message>
        <message>
            <source>Number of pixels</source>
            <translation>Número de píxeles</translation>
        </message>
        <message>
            <source>Number of tiles</source>
            <translation>Número de teselas</translation>
        </message>
        <message>
            <source>The record has no live data that can be extracted.</source>
            <translation>El registro no tiene datos en vivo que se puedan extraer.</translation>
        </message>
        <message>
            <source>Search catalogue</source>
            <translation>Buscar en catálogo</translation>
        </message>
        <message>
            <source>Finds records in a catalogue by words, extent and time.</source>
            <translation>Encuentra registros de un catálogo por palabras, extensión y fecha.</translation>
        </message>
        <message>
            <source>Searches a catalogue (OGC API Records or CSW 2.0.2) and writes the records that it finds, with their distributions, to a JSON file.

All words of the text must occur in a record. The extent may be in any CRS; records whose own extent meets it are found. Start and end are dates (2020-01-31); records whose time overlaps are found. The limit is a number of records.

Types (dataset, series, service …), keywords, organisations and formats (gpkg, shp.zip, tif …) may be several each, separated by semicolons or given as a list. A record must have one of the types, organisations and formats, and all of the keywords. What a catalogue cannot filter by is decided here, after reading its records.

In the file, 'bbox' is west, south, east, north in degrees of longitude and latitude (OGC:CRS84), 'size_bytes' is in bytes, and 'index' is the number of a distribution that the other SEC-IMS algorithms take. 'matched' is null where the server does not say how many records match; the output MATCHED is then the same as RETURNED.

Footprints are the extents of the records as polygons (EPSG:4326); records without an extent have none.</source>
            <translation>Busca en un catálogo (OGC API Records o CSW 2.0.2) y escribe los registros encontrados, con sus distribuciones, en un archivo JSON.

Todas las palabras del texto deben aparecer en un registro. La extensión puede estar en cualquier SRC; se encuentran los registros cuya extensión la interseca. El inicio y el fin son fechas (2020-01-31); se encuentran los registros cuyo período se solapa con ese intervalo. El límite es un número de registros.

Puede haber varios tipos (dataset, series, service …), palabras clave, organizaciones y formatos (gpkg, shp.zip, tif …), separados por punto y coma o dados como lista. Un registro debe tener uno de los tipos, de las organizaciones y de los formatos, y todas las palabras clave. Lo que un catálogo no puede filtrar se decide aquí, después de leer sus registros.

En el archivo, 'bbox' es oeste, sur, este, norte en grados de longitud y latitud (OGC:CRS84), 'size_bytes' está en bytes e 'index' es el número de una distribución que reciben los demás algoritmos de SEC-IMS. 'matched' es null cuando el servidor no indica cuántos registros coinciden; la salida MATCHED es entonces igual a RETURNED.

Las huellas son las extensiones de los registros como polígonos (EPSG:4326); los registros sin extensión no tienen huella.</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Palabras</translation>
        </message>
        <message>
            <source>Not older than</source>
            <translation>No anterior a</translation>
        </message>
        <message>
            <source>Not newer than</source>
            <translation>No posterior a</translation>
        </message>
        <message>
            <source>Types</source>
            <translation>Tipos</translation>
        </message>
        <message>
            <source>Organisations</source>
            <translation>Organizaciones</translation>
        </message>
        <message>
            <source>Formats</source>
            <translation>Formatos</translation>
        </message>
        <message>
            <source>Number of records at most</source>
            <translation>Número máximo de registros</translation>
        </message>
        <message>
            <source>Footprints</source>
            <translation>Huellas</translation>
        </message>
        <message>
            <source>Records</source>
            <translation>Registros</translation>
        </message>
        <message>
            <source>Number of records that match</source>
            <translation>Número de registros que coinciden</translation>
        </message>
        <message>
            <source>Number of records in the file</source>
            <translation>Número de registros en el archivo</translation>
        </message>
        <message>
            <source>Skipped: {reason}</source>
            <translation>Omitido: {reason}</translation>
        </message>
        <message>
            <source>The list is {note}</source>
            <translation>Sobre la lista: {note}</translation>
        </message>
        <message>
            <source>{count} of {all} records</source>
            <translation>{count} de {all} registros</translation>
        </message>
        <message>
            <source>CRS: {verdict}. {explanation}</source>
            <translation>SRC: {verdict}. {explanation}</translation>
        </message>
        <message>
            <source>the area it was compared with</source>
            <translation>la zona de comparación</translation>
        </message>
    </context>
</TS>
