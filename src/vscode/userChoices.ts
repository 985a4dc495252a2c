// All that the user decides about runs and that outlives the window: what is plotted, how a run looks, what is said of it,
// how runs are listed, and which source feeds a metric.
import { Disposable } from '../base/lifecycle';
import { runLooks } from '../shared/palette';
import { Annotations } from './annotations';
import { AnnotationWatch } from './annotationWatch';
import type { Memory } from './memory';
import { PlottedRuns } from './plottedRuns';
import { RunColours } from './runColours';
import { RunListChoice } from './runList';
import { SourceChoiceMemory } from './sourceChoices';

export class UserChoices extends Disposable {
  readonly plotted: PlottedRuns;
  readonly colours: RunColours;
  readonly annotations: Annotations;
  readonly list: RunListChoice;
  readonly sources: SourceChoiceMemory;

  /**
   * @param workspace the memory of this workspace
   * @param user the memory of all windows of the user
   */
  constructor(workspace: Memory, user: Memory, onError: (error: unknown) => void) {
    super();
    this.plotted = this.own(new PlottedRuns(workspace, onError));
    this.colours = new RunColours(workspace, runLooks);
    this.annotations = this.own(new Annotations(user, onError));
    this.own(new AnnotationWatch(this.annotations, onError));
    this.list = this.own(new RunListChoice(workspace, onError));
    this.sources = this.own(new SourceChoiceMemory(workspace, onError));
  }
}
