// Names of files and tags come from anybody's disk: here they lose what the editor would take for icons or links.

/** For labels in which `$(name)` would be an icon: pickers, the status bar. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\([a-z\d-]+(?:~[a-z]+)?\)/gi, '\\$&');
}

/** For notifications, in which `[words](command:…)` would be a link. */
export function withoutLinks(text: string): string {
  return text.replace(/\]\(/g, ']\u200b(');
}
