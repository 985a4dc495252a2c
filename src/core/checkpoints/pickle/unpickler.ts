// Reads Python pickles, protocols 0 to 5, without ever importing, calling or making anything that the pickle names.
// Source of the opcodes: Lib/pickletools.py of CPython.
import { Damage } from '../damage';
import { PickleInput } from './pickleInput';
import { PickleGlobal, PickleObject, PickleReference, type PickleValue } from './pickleValues';

export interface PickleLimits {
  readonly opcodes: number;
  /** Containers and objects, which cost memory that a byte of the file can ask for. */
  readonly objects: number;
  /** Names that are kept of those that would be imported. */
  readonly globals: number;
}

export const pickleLimits: PickleLimits = {
  opcodes: 5_000_000,
  objects: 1_000_000,
  globals: 10_000,
};

export interface Unpickled {
  readonly value: PickleValue;
  /** Every name that Python would import, once each. */
  readonly globals: ReadonlySet<string>;
  /** Where the pickle ends. */
  readonly end: number;
}

/** @throws damage for what is no pickle, is cut off or goes beyond the limits */
export function unpickle(bytes: Uint8Array, start = 0, limits = pickleLimits): Unpickled {
  return new Unpickler(bytes, start, limits).run();
}

class Unpickler {
  readonly #input: PickleInput;
  readonly #limits: PickleLimits;
  readonly #memo = new Map<number, PickleValue>();
  readonly #globals = new Set<string>();
  readonly #marks: number[] = [];
  #stack: PickleValue[] = [];
  #objects = 0;

  constructor(bytes: Uint8Array, start: number, limits: PickleLimits) {
    this.#input = new PickleInput(bytes, start);
    this.#limits = limits;
  }

  run(): Unpickled {
    for (let left = this.#limits.opcodes; left > 0; left--) {
      const code = this.#input.byte();
      if (code === 0x2e) {
        return { value: this.#pop(), globals: this.#globals, end: this.#input.at };
      }
      if (!this.#scalar(code) && !this.#container(code) && !this.#memory(code)) {
        this.#object(code);
      }
    }
    throw new Damage('over-limit', 'pickle');
  }

  #push(value: PickleValue): true {
    if (typeof value === 'object' && ++this.#objects > this.#limits.objects) {
      throw new Damage('over-limit', 'pickle');
    }
    this.#stack.push(value);
    return true;
  }

  #pop(): PickleValue {
    const lowest = this.#marks.at(-1) ?? 0;
    if (this.#stack.length <= lowest) throw new Damage('damaged', 'pickle');
    return this.#stack.pop()!;
  }

  #top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined) throw new Damage('damaged', 'pickle');
    return value;
  }

  #popMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new Damage('damaged', 'pickle');
    const above = this.#stack.slice(mark);
    this.#stack.length = mark;
    return above;
  }

  /** Numbers, texts and bytes. */
  #scalar(code: number): boolean {
    const input = this.#input;
    switch (code) {
      case 0x4e:
        return this.#push(null);
      case 0x88:
        return this.#push(true);
      case 0x89:
        return this.#push(false);
      case 0x4b:
        return this.#push(input.byte());
      case 0x4d:
        return this.#push(input.unsigned(2));
      case 0x4a:
        return this.#push(input.unsigned(4) | 0);
      case 0x47:
        return this.#push(input.double());
      case 0x8a:
        return this.#push(input.long(input.byte()));
      case 0x8b:
        return this.#push(input.long(input.unsigned(4)));
      case 0x49:
      case 0x4c:
        return this.#push(input.integerLine());
      case 0x46:
        return this.#push(Number(input.line()));
      case 0x58:
      case 0x54:
        return this.#push(input.text(input.unsigned(4)));
      case 0x8c:
      case 0x55:
        return this.#push(input.text(input.byte()));
      case 0x8d:
        return this.#push(input.text(input.unsigned(8)));
      case 0x53:
      case 0x56:
        return this.#push(input.line());
      case 0x43:
        return this.#push(input.bytes(input.byte()));
      case 0x42:
        return this.#push(input.bytes(input.unsigned(4)));
      case 0x8e:
      case 0x96:
        return this.#push(input.bytes(input.unsigned(8)));
      default:
        return false;
    }
  }

  /** Lists, tuples, dictionaries and sets. */
  #container(code: number): boolean {
    switch (code) {
      case 0x28:
        this.#marks.push(this.#stack.length);
        return true;
      case 0x5d:
      case 0x29:
        return this.#push([]);
      case 0x7d:
        return this.#push(new Map());
      case 0x8f:
        return this.#push(new Set());
      case 0x6c:
      case 0x74:
        return this.#push(this.#popMark());
      case 0x91:
        return this.#push(new Set(this.#popMark()));
      case 0x85:
      case 0x86:
      case 0x87:
        return this.#push(this.#popMany(code - 0x84));
      case 0x64:
        return this.#push(setAll(new Map(), this.#popMark()));
      case 0x61:
        return this.#extend(this.#popMany(1));
      case 0x65:
      case 0x90:
        return this.#extend(this.#popMark());
      case 0x73:
        return this.#setItems(this.#popMany(2));
      case 0x75:
        return this.#setItems(this.#popMark());
      default:
        return false;
    }
  }

  #popMany(count: number): PickleValue[] {
    const values: PickleValue[] = [];
    for (let i = 0; i < count; i++) values.unshift(this.#pop());
    return values;
  }

  #extend(values: readonly PickleValue[]): true {
    const target = this.#top();
    const list = target instanceof PickleObject ? target.items : target;
    if (Array.isArray(list)) for (const value of values) list.push(value);
    else if (list instanceof Set) for (const value of values) list.add(value);
    return true;
  }

  #setItems(pairs: readonly PickleValue[]): true {
    const target = this.#top();
    const map = target instanceof PickleObject ? target.entries : target;
    if (map instanceof Map) setAll(map, pairs);
    return true;
  }

  /** The memo, the stack itself, and what only frames the pickle. */
  #memory(code: number): boolean {
    const input = this.#input;
    switch (code) {
      case 0x80:
        input.byte();
        return true;
      case 0x95:
        input.unsigned(8);
        return true;
      case 0x71:
        return this.#remember(input.byte());
      case 0x72:
        return this.#remember(input.unsigned(4));
      case 0x70:
        return this.#remember(Number(input.line()));
      case 0x94:
        return this.#remember(this.#memo.size);
      case 0x68:
        return this.#recall(input.byte());
      case 0x6a:
        return this.#recall(input.unsigned(4));
      case 0x67:
        return this.#recall(Number(input.line()));
      case 0x30:
        if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
        else this.#pop();
        return true;
      case 0x31:
        this.#popMark();
        return true;
      case 0x32:
        return this.#push(this.#top());
      case 0x98:
        return true;
      default:
        return false;
    }
  }

  #remember(index: number): true {
    this.#memo.set(index, this.#top());
    return true;
  }

  #recall(index: number): true {
    const value = this.#memo.get(index);
    if (value === undefined) throw new Damage('damaged', 'pickle');
    this.#stack.push(value);
    return true;
  }

  /** Where Python would import and call. */
  #object(code: number): void {
    switch (code) {
      case 0x63:
        this.#global(this.#input.line(), this.#input.line());
        return;
      case 0x93: {
        const name = this.#pop();
        this.#global(textOf(this.#pop()), textOf(name));
        return;
      }
      case 0x69:
        this.#make(this.#name(this.#input.line(), this.#input.line()), this.#popMark());
        return;
      case 0x6f: {
        const [maker = null, ...args] = this.#popMark();
        this.#make(maker, args);
        return;
      }
      case 0x52:
      case 0x81: {
        const args = this.#pop();
        this.#make(this.#pop(), args);
        return;
      }
      case 0x92: {
        const [maker = null, args = null, named = null] = this.#popMany(3);
        this.#make(maker, [args, named]);
        return;
      }
      case 0x62: {
        const state = this.#pop();
        const target = this.#top();
        if (target instanceof PickleObject) target.state = state;
        return;
      }
      default:
        this.#outside(code);
    }
  }

  /** What lies outside the pickle: other bytes, registered extensions. */
  #outside(code: number): void {
    switch (code) {
      case 0x51:
        this.#push(new PickleReference(this.#pop()));
        return;
      case 0x50:
        this.#push(new PickleReference(this.#input.line()));
        return;
      case 0x97:
        this.#push(new PickleReference('buffer'));
        return;
      case 0x82:
      case 0x83:
      case 0x84:
        this.#global('copyreg', `extension ${this.#input.unsigned(2 ** (code - 0x82))}`);
        return;
      default:
        throw new Damage('damaged', 'pickle');
    }
  }

  #global(module: string, name: string): void {
    this.#push(this.#name(module, name));
  }

  #name(module: string, name: string): PickleGlobal {
    const global = new PickleGlobal(module, name);
    if (this.#globals.size < this.#limits.globals) this.#globals.add(global.path);
    return global;
  }

  /** The one class that is as good as a dictionary is made one. */
  #make(maker: PickleValue, args: PickleValue): void {
    const isDictionary = maker instanceof PickleGlobal && maker.path === 'collections.OrderedDict';
    const pairs = isDictionary && Array.isArray(args) ? args[0] : null;
    if (!isDictionary) this.#push(new PickleObject(maker, args));
    else this.#push(setAll(new Map(), Array.isArray(pairs) ? pairs.flatMap(pairOf) : []));
  }
}

function pairOf(pair: PickleValue): PickleValue[] {
  return Array.isArray(pair) && pair.length === 2 ? pair : [];
}

function setAll(
  map: Map<PickleValue, PickleValue>,
  pairs: readonly PickleValue[],
): Map<PickleValue, PickleValue> {
  for (let i = 0; i + 1 < pairs.length; i += 2) map.set(pairs[i]!, pairs[i + 1]!);
  return map;
}

function textOf(value: PickleValue): string {
  if (typeof value !== 'string') throw new Damage('damaged', 'pickle');
  return value;
}
