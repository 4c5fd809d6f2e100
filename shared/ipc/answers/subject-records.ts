import type { SubjectMerge, SubjectRecord } from '../../model/subject-record.ts';

export interface SubjectRecordAnswers {
  'record.history': SubjectRecord;
  'record.merge': SubjectMerge;
  'record.unmerge': null;
}
