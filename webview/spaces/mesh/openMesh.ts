// What a page loads when a mesh comes into sight.
import { ContextPool } from './contextPool';

export { MeshView } from './meshView';

/** All meshes of the page share a few contexts. */
export const meshContexts = new ContextPool();
