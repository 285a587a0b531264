import { auditing, engineers, firms, observers, owners } from './bodies.js';

/** An officer of the sample: `officers.csv` has no names and no tokens. */
export interface Officer {
  readonly login: string;
  readonly role: string;
  readonly organisation: { readonly uscc: string | null; readonly name: string };
  readonly department: string;
}

const supervising = [...engineers].map(([uscc, login]): Officer => {
  const organisation = Object.values(firms).find((firm) => firm.uscc === uscc)!;
  return { login, role: 'engineer', organisation, department: '项目监理部' };
});

/** Officers that the small sample does not have: those of the other owners, firms and observers. */
const others: readonly Officer[] = [
  ...Object.values(owners)
    .slice(1)
    .flatMap(({ body, finance, tender, approver }) => [
      ...finance.map((login) => ({
        login,
        role: 'finance-officer',
        organisation: body,
        department: '计划财务科',
      })),
      ...tender.map((login) => ({ login, role: 'tender-officer', organisation: body, department: '招标办' })),
      ...approver.map((login) => ({ login, role: 'approver', organisation: body, department: '局领导' })),
    ]),
  ...supervising.slice(1),
  {
    login: observers.discipline.login,
    role: 'observer',
    organisation: observers.discipline.body,
    department: '党风政风监督室',
  },
  ...['auditor-3', 'auditor-4'].map((login) => ({
    ...{ login, role: 'auditor', organisation: auditing.financeBureau, department: '结算审核科' },
  })),
];

/** The cast of the city: that of the small sample first, whose officers keep their logins. */
export const castWith = (small: readonly Officer[]): readonly Officer[] => [...small, ...others];
