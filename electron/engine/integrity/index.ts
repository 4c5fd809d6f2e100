import { chainScheme } from './chain/check-chain.ts';
import type { Scheme } from './scheme.ts';

/** Every scheme this build checks, in the order they are tried. */
export const schemes: readonly Scheme[] = [chainScheme];
