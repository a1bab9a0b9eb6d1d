/**
 * The words of which a case's alias is made. Plain, harmless, and no two alike. None is a colour (the case has one of its
 * own), a place, a creed, a weapon, or a judgement: the words stand beside what people suffered.
 */

export const adjectives = (
  'ample ancient arched bold bright carved clear cosy crisp curly deep dense distant double dotted fluent folded ' +
  'fresh frosty gentle inner joint lasting level linen lofty lucid lunar marble mellow misty narrow neat oaken ' +
  'orderly outer oval polar robust rustic serene shared slender smooth snowy spiral sunny tall tidy timely tranquil ' +
  'triple warm wooden glossy striped braided knitted quilted padded tiled polished square pointed looped floating ' +
  'humming rippling breezy cloudy leafy peppery buttery crunchy fluffy feathery pebbled sugary zigzag velvet ' +
  'brushed layered rolling winding threaded chiming airborne freckled juicy quiet'
).split(' ');

export const nouns = (
  'acorn almond anchor apple apron arbor atlas badge balcony bamboo banjo barley basin basket beacon bell bench ' +
  'bonnet bottle brook button canoe carpet castle cedar chalk cliff clock clover coast compass cradle crystal ' +
  'cushion daisy delta dolphin drum dune echo ember engine fabric fern fiddle field flute forest fountain garden ' +
  'ginger glacier globe hammock harp hazel jasmine kite ladder lagoon lantern lemon lily linden locket magnet ' +
  'meadow mirror mitten mosaic nectar nest notebook nutmeg ocean orchard oyster palm parcel pebble pencil pepper ' +
  'piano pillow plateau pond poplar postcard puffin pumpkin quartz quill raft rainbow reed ribbon river robin sail ' +
  'sandal satchel shelf shore sparrow squirrel statue stream tablet teapot thimble tower tulip tunnel turtle ' +
  'umbrella vase violin walnut water window'
).split(' ');
