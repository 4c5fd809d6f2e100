import type { BagCheck, MadeBag } from '../../model/bag.ts';
import type { CaseInfo } from '../../model/case.ts';

export interface BagAnswers {
  /** The job writes the package; `bag.made` says what it wrote. */
  'bag.make': { readonly jobId: string };
  'bag.makeDialog': { readonly jobId: string } | null;
  'bag.made': readonly MadeBag[];
  'bag.check': BagCheck;
  'bag.recognise': boolean;
  'bag.receive': CaseInfo;
}
