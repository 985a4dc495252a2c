// What the bytes of an item are: where in an event they stood tells how they are read.

export const itemForms = {
  /** A Summary.Value. */
  value: 0,
  /** The GraphDef of an event's graph_def. */
  graph: 1,
  /** The MetaGraphDef of an event's meta_graph_def. */
  metaGraph: 2,
  /** An event's TaggedRunMetadata. */
  runMetadata: 3,
} as const;

export type ItemForm = (typeof itemForms)[keyof typeof itemForms];
