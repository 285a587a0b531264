import type { ProjectRoles, PublicDocument } from '@sunlit/read-models';
import type { Standing } from '@sunlit/web';
import { sha256 } from './fixtures.js';

/** How the fixtures' ledger stands. */
export const standing: Standing = {
  entry: 41,
  recordedAt: '2026-11-20T08:30:00.000Z',
  lag: null,
  today: '2026-11-22',
};

export const roles: ProjectRoles = [
  { type: 'ProjectRegistered', preparedBy: 'finance-officer', confirmedBy: 'approver', entries: 1 },
  { type: 'PaymentRecorded', preparedBy: 'finance-officer', confirmedBy: 'approver', entries: 12 },
  { type: 'OpeningAttested', preparedBy: 'observer', confirmedBy: null, entries: 1 },
];

export const report: PublicDocument = {
  ...{ sha256, title: '道路病害与交通量调查报告（定稿）', mediaType: 'application/pdf', size: 12 },
  async *content() {
    yield Buffer.from('%PDF-1');
    yield Buffer.from('.7 end');
  },
};
