import type { Told } from './ledger.js';

const figures = {
  budget: null,
  contracted: '0.00',
  certified: '0.00',
  paid: '0.00',
  expenses: '0.00',
  audited: null,
};

/** A submission of two commands, the second with a closed field. */
export const prepared: Told = {
  type: 'SubmissionPrepared',
  data: {
    project: '00000000-0000-5000-8000-000000000001',
    projectRevision: 4,
    commands: [
      { name: 'CertifyProgress', data: { contract: 'HT-001' }, closed: {}, salts: {} },
      {
        name: 'RecordPayment',
        data: { amount: '1.00' },
        closed: { payeeAccount: { key: 'k', nonce: 'n', box: 'b' } },
        salts: {},
      },
    ],
    before: figures,
    after: figures,
    findings: [],
  },
  meta: {
    preparedBy: {
      person: 'p-1',
      role: 'finance-officer',
      organisation: { uscc: '11331082MB0X12345C', name: '市政中心' },
      department: '财务科',
    },
    confirmedBy: null,
  },
};
