// A picker for tags: those that are there to tick, and new ones by typing them.
import * as vscode from 'vscode';
import { tidyTag } from '../../core/annotations/annotationDocument';
import type { AnnotationChange } from '../../core/annotations/annotationChanges';
import type { RunAnnotation } from '../../shared/annotations';
import { withoutIcons } from '../plainText';

interface TagItem extends vscode.QuickPickItem {
  readonly tag: string;
}

/**
 * What to add and remove; undefined when the user left. A tag that only some of the runs have stays where it is unless
 * it is ticked, which puts it on all.
 */
export function chooseTags(
  said: readonly RunAnnotation[],
  known: readonly string[],
): Promise<AnnotationChange | undefined> {
  const count = (tag: string): number => said.filter(({ tags }) => tags.includes(tag)).length;
  const picker = vscode.window.createQuickPick<TagItem>();
  picker.title = vscode.l10n.t('Tags');
  picker.placeholder = vscode.l10n.t('Tick tags, or type a new one');
  picker.canSelectMany = true;
  const items = known.map((tag) => toItem(tag, count(tag), said.length));
  picker.items = items;
  picker.selectedItems = items.filter(({ tag }) => count(tag) === said.length);
  let added: readonly TagItem[] = [];
  picker.onDidChangeValue((typed) => {
    const ticked = picker.selectedItems;
    added = added.filter((item) => ticked.includes(item));
    const all = [...items, ...added];
    const fresh = tidyTag(typed)
      .filter((tag) => !all.some((item) => item.tag === tag))
      .map((tag) => ({ ...toItem(tag, 0, said.length), description: vscode.l10n.t('new') }));
    added = [...added, ...fresh];
    picker.items = [...items, ...added];
    picker.selectedItems = ticked;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const ticked = picker.selectedItems.map(({ tag }) => tag);
      const addTags = ticked.filter((tag) => count(tag) < said.length);
      const removeTags = known.filter(
        (tag) => !ticked.includes(tag) && count(tag) === said.length && said.length > 0,
      );
      resolve(addTags.length + removeTags.length > 0 ? { addTags, removeTags } : undefined);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function toItem(tag: string, runs: number, all: number): TagItem {
  const isPartial = runs > 0 && runs < all;
  return {
    label: withoutIcons(tag),
    tag,
    ...(isPartial && { description: vscode.l10n.t('on {0} of {1} runs', runs, all) }),
  };
}
