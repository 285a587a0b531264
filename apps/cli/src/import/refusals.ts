import { EventTooLarge, LeafTooLarge } from '@sunlit/envelope';
import { KeyReused, Moved, NotFound, Overtaken } from '@sunlit/commands';
import { AppendTooLarge } from '@sunlit/event-store';
import { BadInput, Refusal } from '@sunlit/ledger';
import { nextStep, sentence, statedBy, zh } from '@sunlit/web';
import { DocumentRefused } from '../../../staff/src/documents.js';
import { NoReceipt } from './carry-rows.js';

/**
 * Why the ledger did not take an entry, one Chinese sentence for each reason; null for anything that is not about the
 * entry (the store is down): then the import stops, and may be run again.
 */
export function refusalReasons(error: unknown): readonly string[] | null {
  if (error instanceof Refusal)
    return error.breaches.map((breach) => {
      const { rule, facts } = breach;
      return sentence(rule, facts, 'zh', statedBy(breach)) + nextStep(rule, 'zh');
    });
  if (error instanceof BadInput)
    return error.problems.map(({ field, rule }) => `${field}：${rulesText(rule)}`);
  if (error instanceof NoReceipt) return [error.message];
  if (error instanceof DocumentRefused) return [`附件的类型不收：${error.mediaType ?? '无法识别'}`];
  if (error instanceof NotFound)
    return [error.kind === 'project' ? '项目尚未登记（或登记还在等待复核）' : error.message];
  if (error instanceof KeyReused)
    return ['此行先前已导入，而内容与当时不同（例如附件换了）：已登记的不能改，请另行登记'];
  if (error instanceof Moved) return [zh.problems.details['precondition-failed']];
  if (error instanceof Overtaken)
    return [
      `先前导入的申请${zh.submissionStages[error.stage as keyof typeof zh.submissionStages] ?? error.stage}，不再登记`,
    ];
  if (error instanceof EventTooLarge || error instanceof LeafTooLarge || error instanceof AppendTooLarge)
    return ['内容过多，超过一项登记的上限'];
  return null;
}

const rulesText = (rule: string): string =>
  (zh.problems.rules as Readonly<Record<string, string>>)[rule] ?? rule;
