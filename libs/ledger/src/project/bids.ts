import {
  Count,
  Document as Hash,
  Flag,
  Instant,
  Name,
  OneOf,
  Optional,
  Part,
  PositiveMoney,
  Text,
  Uuid,
} from '../fields.js';
import { Organisation } from '../values.js';

/** One sealed bid as the box lists it. No price: before the opening the ledger holds none. */
export class Receipt {
  @Uuid() receipt!: string;
  @Part(() => Organisation) bidder!: Organisation;
  @Instant() receivedAt!: string;
  @Flag() sealIntact!: boolean;
  @Hash() fileSha256!: string;
  /** A bidder's later receipt replaces the earlier one. */
  @OneOf(['stands', 'replaced', 'withdrawn']) standing!: 'stands' | 'replaced' | 'withdrawn';
}

export class OpenedBid {
  @Uuid() receipt!: string;
  @Part(() => Organisation) bidder!: Organisation;
  /** As read out, yuan; null where a bid was rejected unopened. */
  @Optional() @PositiveMoney() price!: string | null;
  @Optional() @Count() durationDays!: number | null;
  @Flag() valid!: boolean;
  @Optional() @Text() rejection!: string | null;
}

export class CommitteeMember {
  @Name() name!: string;
  @Flag() expert!: boolean;
}

export class RankedBid {
  @Count() rank!: number;
  @Part(() => Organisation) bidder!: Organisation;
  @PositiveMoney() price!: string;
  @Optional() @Name() score!: string | null;
}

export class RejectedBid {
  @Part(() => Organisation) bidder!: Organisation;
  @Text() reason!: string;
}

export class Candidate {
  @Count() rank!: number;
  @Part(() => Organisation) bidder!: Organisation;
  @PositiveMoney() price!: string;
  @Count() durationDays!: number;
  /** The project manager, public by law (招标公告和公示信息发布管理办法 art. 6). */
  @Name() manager!: string;
  @Optional() @Name() managerCertificate!: string | null;
  @Text() qualification!: string;
}
