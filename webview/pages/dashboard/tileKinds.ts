// The kinds of charts that the page can show, and who draws each.
import type { ItemKind } from '../../../src/shared/items';
import { BarTile } from './barTile';
import { ContentTile } from './contentTile';
import { GraphTile } from './graphTile';
import { LineTile } from './lineTile';
import { MeshTile } from './meshTile';
import { ProjectorTile } from './projectorTile';
import type { TileKinds, TileMaker } from './tile';

export const tileKinds: TileKinds = {
  scalar: (chart, parts, events) => new LineTile(chart, parts, events),
  bars: (chart, parts, events) => new BarTile(chart, parts, events),
  histogram: contentTile('histogram'),
  image: contentTile('image'),
  audio: contentTile('audio'),
  text: contentTile('text'),
  prCurve: contentTile('prCurve'),
  table: contentTile('table'),
  tensor: contentTile('tensor'),
  file: contentTile('file'),
  graph: (chart, parts, events) => new GraphTile('graph', chart, parts, events),
  mesh: (chart, parts, events) => new MeshTile(chart, parts, events),
  projector: (chart, parts, events) => new ProjectorTile(chart, parts, events),
  kerasModel: (chart, parts, events) => new GraphTile('kerasModel', chart, parts, events),
};

function contentTile(kind: ItemKind): TileMaker {
  return (chart, parts, events) => new ContentTile(kind, chart, parts, events);
}
