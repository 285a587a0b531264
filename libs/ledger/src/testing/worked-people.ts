import { createHash } from 'node:crypto';
import type { Actor } from '../event-type.js';
import type { Document } from '../values.js';

/** Everybody and every paper of the worked example. Companies and people are invented; the check digits are right. */
export const owner = { uscc: '11331082MB0X12345C', name: '临江市市政工程建设中心' };
export const jiangdong = { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' };
export const zhengxin = { uscc: '91330000MA27BBBB04', name: '正信工程监理有限公司' };
export const donghu = { uscc: '91330000MA27CCCC0R', name: '东湖市政工程有限公司' };
export const nanshan = { uscc: '91330000MA27DDDD0F', name: '南山路桥有限公司' };
export const beihe = { uscc: '91330000MA27EEEE05', name: '北河建设集团有限公司' };
export const notaryOffice = { uscc: null, name: '临江市公证处' };
export const inspectionCommission = { uscc: null, name: '中共临江市纪律检查委员会' };
export const housingBureau = { uscc: '11331082MB0Y00001X', name: '临江市住房和城乡建设局' };
export const auditOffice = { uscc: null, name: '临江市审计局' };

const person = (
  id: string,
  role: string,
  organisation: Actor['organisation'],
  department: string,
): Actor => ({
  person: id,
  role,
  organisation,
  department,
});

/** Nobody prepares and confirms the same entry: two of each who do both. */
export const people = {
  finance: person('p-finance', 'finance-officer', owner, '财务科'),
  tender: person('p-tender', 'tender-officer', owner, '招标办'),
  approver: person('p-approver', 'approver', owner, '中心领导'),
  engineer: person('p-engineer', 'engineer', zhengxin, '滨江路项目监理部'),
  auditor: person('p-auditor', 'auditor', auditOffice, '固定资产投资审计科'),
  secondAuditor: person('p-auditor-2', 'auditor', auditOffice, '法规审理科'),
  notary: person('p-notary', 'observer', notaryOffice, '公证一科'),
  inspector: person('p-inspector', 'discipline-inspector', inspectionCommission, '党风政风监督室'),
  secondApprover: person('p-bureau-approver', 'approver', housingBureau, '法规科'),
} as const;
export type PersonKey = keyof typeof people;

/** The ledger itself: no person. */
export const theLedger: Actor = { person: null, role: 'ledger', organisation: null, department: null };

/** A paper to upload before the command that names it. `content` is UTF-8 text. */
export interface Paper {
  readonly title: string;
  readonly mediaType: string;
  readonly content: string;
}

const kept: Paper[] = [];
/** Every paper that the worked example names. */
export const papers: readonly Paper[] = kept;

/** How a command names a paper. */
export const documentOf = ({ title, mediaType, content }: Paper): Document => ({
  sha256: createHash('sha256').update(content).digest('hex'),
  title,
  mediaType,
  size: Buffer.byteLength(content),
});

/** A one-page PDF that says its title in a comment. */
export function paper(title: string): Document {
  const pages = '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj';
  const made = {
    title,
    mediaType: 'application/pdf',
    content: `%PDF-1.4\n% ${title}\n${pages}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  };
  kept.push(made);
  return documentOf(made);
}

/** SHA-256 of a sealed bid file. */
export const sealedFile = (content: string): string => createHash('sha256').update(content).digest('hex');
