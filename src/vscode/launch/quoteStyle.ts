// How command lines are quoted for people on this machine.
import type { QuoteStyle } from '../../core/launch/commandLine';
import { isWindows } from '../launches';

export const quoteStyle: QuoteStyle = isWindows ? 'windows' : 'posix';
