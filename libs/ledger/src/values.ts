import {
  Code,
  Document as DocumentHash,
  Name,
  Title,
  Uscc,
  Count,
  MediaType,
  Optional,
  Day,
  Text,
} from './fields.js';

/** A body named in an event. `uscc`: unified social credit code (GB 32100); null only where none is known. */
export class Organisation {
  @Optional() @Uscc() uscc!: string | null;
  @Name() name!: string;
}

/** The owner of a project: its code is part of the project's identity, so it is never null. */
export class Owner {
  @Uscc() uscc!: string;
  @Name() name!: string;
}

/** A document uploaded before (`POST /api/documents`), named by its hash. `size` in bytes. */
export class Document {
  @DocumentHash() sha256!: string;
  @Title() title!: string;
  @MediaType() mediaType!: string;
  @Count() size!: number;
}

/** Closes a public field at birth (条例 14-17): the page shows article and reason in the field's place. */
export class Withholding {
  @Code() field!: string;
  @Name() article!: string;
  @Text() reason!: string;
  /** Opaque person id. */
  @Code() approver!: string;
  @Day() reviewDate!: string;
}

const symbols = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Whether the last symbol of a unified social credit code is what GB 32100 computes: weights 3^i mod 31. */
export function checkDigitHolds(uscc: string): boolean {
  let sum = 0;
  let weight = 1;
  for (const symbol of uscc.slice(0, 17)) {
    sum += symbols.indexOf(symbol) * weight;
    weight = (weight * 3) % 31;
  }
  return symbols[(31 - (sum % 31)) % 31] === uscc[17];
}
