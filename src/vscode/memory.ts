// Where small choices outlive the window. VS Code's Memento fits.
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}
