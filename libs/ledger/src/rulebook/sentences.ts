import type { Facts } from './rule.js';
import type { RuleId } from './rows.js';

/** The same in Chinese and English; `{name}` is filled in. */
export interface Said {
  readonly zh: string;
  readonly en: string;
}

/** What a citizen reads of one row of the rulebook. */
export interface RuleSentence {
  /** What it asks. `{value}` is the row's value with its unit; of a value that has parts, `{least}` is one of them. */
  readonly asks: Said;
  /**
   * What was found, by the facts of the verdict: one for each set of facts that the deciders pass. None for a row that is
   * not evaluated, that invariants restate, or whose inputs a page lists. States what was compared, never a conclusion.
   */
  readonly found: readonly Said[];
  /** What to do next: the officer whose entry is refused, or the reader of a lead. */
  readonly next: Said;
}

/** One for every shipped row: a missing one does not compile. */
export const ruleSentences: Readonly<Record<RuleId, RuleSentence>> = {
  B1: {
    asks: {
      zh: '招标或直接发包之前，须先批准概预算、落实资金来源。',
      en: 'The budget and its source of funds stand before a tender or a direct award.',
    },
    found: [{ zh: '概预算已批准：{approvedBudget}。', en: 'Budget approved: {approvedBudget}.' }],
    next: {
      zh: '先登记概预算批复，再发布公告或定标。',
      en: 'Record the approval of the budget first, then publish the notice or award.',
    },
  },
  B2: {
    asks: {
      zh: '招标之前须征求部门意见至少 {consultations} 次、调研至少 {research} 次。',
      en: 'Before a tender at least this is recorded: consultations {consultations}, research reports {research}.',
    },
    found: [
      {
        zh: '现已登记征求意见 {consultations} 次、调研 {research} 次。',
        en: 'Recorded so far: consultations {consultations}, research reports {research}.',
      },
    ],
    next: {
      zh: '补登记征求意见和调研后再招标。',
      en: 'Record the consultation and the research, then tender.',
    },
  },
  B3: {
    asks: {
      zh: '概算超过投资估算 {value} 的，建设单位须向原审批单位报告。',
      en: 'A cost estimate of more than {value} over the investment estimate is reported to whoever approved that.',
    },
    found: [
      {
        zh: '概算 {total} 元，投资估算 {estimate} 元，超出 {over}。',
        en: 'Approved cost estimate {total}, investment estimate {estimate}: {over} over.',
      },
    ],
    next: {
      zh: '请建设单位公开报告情况，或重新报批。',
      en: 'The employer should publish its report, or have the project approved again.',
    },
  },
  B4: {
    asks: {
      zh: '合同、变更与费用合计不得超过批准的概预算。',
      en: 'Contracts, changes and expenses together stay within the approved budget.',
    },
    found: [],
    next: {
      zh: '减少本次金额，或先登记概预算调整。',
      en: 'Lower the amount, or record a revision of the budget first.',
    },
  },
  B5: {
    asks: {
      zh: '施工合同不得约定由承包人垫资建设。',
      en: 'A works contract may not let the contractor finance the works beforehand.',
    },
    found: [
      { zh: '本合同约定垫资：{prefinancing}。', en: 'The contract has such a clause: {prefinancing}.' },
    ],
    next: {
      zh: '删去垫资条款、落实资金后再签合同。',
      en: 'Strike the clause and settle the funds before signing.',
    },
  },
  B6: {
    asks: {
      zh: '概预算批准后须在 {value}内公布，登记即为公布。',
      en: 'A budget is published within {value} of its approval; recorded is published.',
    },
    found: [
      {
        zh: '{approvedOn} 批准，最迟应于 {due} 公布，{recordedOn} 登记公布。',
        en: 'Approved on {approvedOn}, to be published by {due}, recorded on {recordedOn}.',
      },
    ],
    next: {
      zh: '请建设单位说明迟延原因，今后批复后及时登记。',
      en: 'The employer should say why it is late, and record approvals at once.',
    },
  },
  T1: {
    asks: {
      zh: '估算价达到标准（工程 {works}、货物 {goods}、服务 {services}）的标段必须招标。',
      en: 'Lots from these lines on must be tendered: works {works}, goods {goods}, services {services}.',
    },
    found: [
      {
        zh: '标段 {lot}（{kind}）金额 {estimate} 元，标准 {line} 元，采用方式：{method}。',
        en: 'Lot {lot} ({kind}): {estimate}, line {line}, method: {method}.',
      },
    ],
    next: {
      zh: '改为公开招标或邀请招标；依法可以不招标的，先登记经批准的豁免。',
      en: 'Choose an open or invited tender; where the law allows another way, record the approved override first.',
    },
  },
  T2: {
    asks: {
      zh: '投资额达到 {value}（含）的项目，施工标段须公开招标，并邀请监督单位到场。',
      en: 'Works of projects from {value} on, inclusive, are tendered openly, with observers invited.',
    },
    found: [
      {
        zh: '项目投资额 {investment} 元，标段 {lot} 采用方式：{method}。',
        en: 'Investment {investment}; lot {lot} is procured by: {method}.',
      },
      {
        zh: '项目投资额 {investment} 元，标段 {lot} 开标未邀请：{observersNotInvited}。',
        en: 'Investment {investment}; not invited to the opening of lot {lot}: {observersNotInvited}.',
      },
    ],
    next: {
      zh: '改为公开招标，补邀监督单位；确需例外的，先登记经批准的豁免。',
      en: 'Tender openly and invite the observers; for an exception record the approved override first.',
    },
  },
  T2a: {
    asks: {
      zh: '未公开招标而定标的施工标段，项目投资额此后达到 {value}的，请核对。',
      en: 'Where works were awarded without an open tender, an investment that then reaches {value} should be looked at.',
    },
    found: [
      {
        zh: '投资额现为 {investment} 元；此前未公开招标而定标的标段：{lots}。',
        en: 'Investment now {investment}; lots awarded before without an open tender: {lots}.',
      },
    ],
    next: {
      zh: '请对照概预算批复与调整记录，核对投资额何时、为何增加。',
      en: 'See from the approvals and revisions of the budget when and why the investment grew.',
    },
  },
  T3: {
    asks: {
      zh: '同一建设单位在同一地点、同一类别、{windowDays}内的施工标段，各自低于本市公开招标线 {line}而合计达到的，请核对是否本应合并招标。',
      en: 'Works lots of one owner, site and category within {windowDays}, each below the local open-tender line of {line} and together at or above it: should they have been tendered as one?',
    },
    found: [],
    next: {
      zh: '请对照所列各标段的内容与时间核对；建设单位可公开说明。',
      en: 'Compare what and when the lots listed are; the employer may explain in public.',
    },
  },
  T3a: {
    asks: {
      zh: '同一建设单位、同一类别、{windowDays}内未招标的标段合并计算，达到标准（工程 {works}、货物 {goods}、服务 {services}）的，请核对是否本应招标。',
      en: 'Lots of one owner and category within {windowDays}, not tendered, that together reach the line (works {works}, goods {goods}, services {services}): should they have been tendered?',
    },
    found: [],
    next: {
      zh: '请对照所列各标段的内容与时间核对；建设单位可公开说明。',
      en: 'Compare what and when the lots listed are; the employer may explain in public.',
    },
  },
  T3b: {
    asks: {
      zh: '同一建设单位、同一会计年度、同一类别的货物或服务分次采购，合计达到公开招标数额标准 {line}的，请核对是否本应公开招标。',
      en: 'Goods or services of one owner, category and fiscal year bought in parts that together reach the open-tender line of {line}: should they have been tendered openly?',
    },
    found: [],
    next: {
      zh: '请对照所列各标段的内容与时间核对；建设单位可公开说明。',
      en: 'Compare what and when the lots listed are; the employer may explain in public.',
    },
  },
  T4: {
    asks: {
      zh: '招标文件的发售期不得少于 {value}。',
      en: 'Tender documents are available for at least {value}.',
    },
    found: [
      {
        zh: '自 {documentsFrom} 至 {documentsUntil}，相隔 {days}；最早可到 {earliest} 为止。',
        en: 'From {documentsFrom} to {documentsUntil}: {days}; {earliest} at the earliest.',
      },
    ],
    next: {
      zh: '把发售截止日改为上述最早日期或以后。',
      en: 'Move the last day of the sale to that earliest day or later.',
    },
  },
  T5: {
    asks: {
      zh: '招标公告发布至投标截止不得少于 {value}。',
      en: 'At least {value} lie between the notice and the bid deadline.',
    },
    found: [
      {
        zh: '公告日 {publishedOn}，{recordedOn} 登记公开，截止 {deadline}，相隔 {days}；最早可于 {earliest} 截止。',
        en: 'Notice {publishedOn}, public from {recordedOn}, deadline {deadline}: {days}; {earliest} at the earliest.',
      },
    ],
    next: {
      zh: '把投标截止时间推迟到上述最早日期或以后。',
      en: 'Move the deadline to that earliest day or later.',
    },
  },
  T6: {
    asks: {
      zh: '影响投标文件编制的澄清或修改，须在投标截止至少 {value}前作出，不足的应顺延截止时间。',
      en: 'A clarification that affects bids comes at least {value} before the deadline, or moves it.',
    },
    found: [
      {
        zh: '澄清日 {clarifiedOn}，{recordedOn} 登记公开，截止 {deadline}，相隔 {days}；截止时间最早可为 {earliest}。',
        en: 'Clarified {clarifiedOn}, public from {recordedOn}, deadline {deadline}: {days}; {earliest} at the earliest.',
      },
    ],
    next: {
      zh: '在澄清中填写新的投标截止时间：上述最早日期或以后。',
      en: 'Give a new deadline with the clarification: that earliest day or later.',
    },
  },
  T7: {
    asks: {
      zh: '投标保证金不得超过标段估算价的 {value}。',
      en: 'A bid bond is at most {value} of the lot’s estimate.',
    },
    found: [
      {
        zh: '投标保证金 {bidBond} 元，估算价 {estimate} 元，最多 {most} 元。',
        en: 'Bid bond {bidBond}, estimate {estimate}, at most {most}.',
      },
    ],
    next: {
      zh: '降低投标保证金；确需例外的，先登记经批准的豁免。',
      en: 'Lower the bid bond; for an exception record the approved override first.',
    },
  },
  T8: {
    asks: {
      zh: '投标人少于 {value} 个的，不得开标。',
      en: 'With fewer than {value} bidders no bid is opened.',
    },
    found: [
      {
        zh: '标段 {lot} 截止时有效的投标：{bidders} 个。',
        en: 'Standing bids for lot {lot} at the deadline: {bidders}.',
      },
    ],
    next: {
      zh: '登记本次招标失败，重新招标。',
      en: 'Record that the tender failed, and announce the lot again.',
    },
  },
  T9: {
    asks: {
      zh: '评标委员会须为 {value} 人以上单数，其中专家不少于三分之二。',
      en: 'An evaluation committee has an odd number of {value} or more members, two thirds of them experts.',
    },
    found: [
      {
        zh: '本次 {members} 人，其中专家 {experts} 人。',
        en: 'This one: {members} members, {experts} of them experts.',
      },
    ],
    next: {
      zh: '按规定重新组成评标委员会，再登记评标。',
      en: 'Form the committee as asked and evaluate again.',
    },
  },
  T10: {
    asks: { zh: '公示的中标候选人不得超过 {value} 名。', en: 'At most {value} candidates are publicized.' },
    found: [{ zh: '本次公示 {candidates} 名。', en: 'Here: {candidates}.' }],
    next: { zh: '只公示评标排名在前的候选人。', en: 'Publicize only the first in the ranking.' },
  },
  T10a: {
    asks: {
      zh: '一般由排名第一的候选人中标；其放弃、被取消的，依次递补。',
      en: 'The first-ranked candidate wins; where it withdraws or is cancelled, the next one does.',
    },
    found: [
      { zh: '中标人 {winner} 在公示中的排名：{rank}。', en: '{winner} was publicized at rank {rank}.' },
    ],
    next: {
      zh: '请招标人公开说明排名在前的候选人未中标的原因。',
      en: 'The employer should say in public why a candidate ranked higher did not win.',
    },
  },
  T11: {
    asks: {
      zh: '收到评标报告之日起 {value}内公示中标候选人。',
      en: 'Candidates are publicized within {value} of the evaluation report.',
    },
    found: [
      {
        zh: '评标日 {evaluatedOn}，最迟应于 {due} 公示，{publicFrom} 起公示，相隔 {days}。',
        en: 'Evaluated on {evaluatedOn}, to be publicized by {due}, publicized from {publicFrom}: {days}.',
      },
    ],
    next: {
      zh: '请招标人公开说明推迟公示的原因。',
      en: 'The employer should say in public why the publicity came later.',
    },
  },
  T12: {
    asks: {
      zh: '中标候选人公示不得少于 {value}，公示期满才可定标。',
      en: 'Candidates are public for at least {value}, and nothing is awarded before.',
    },
    found: [
      {
        zh: '自 {publicFrom}（{recordedOn} 登记公开）至 {publicUntil}，相隔 {days}；最早可到 {earliest} 为止。',
        en: 'From {publicFrom} (recorded {recordedOn}) to {publicUntil}: {days}; {earliest} at the earliest.',
      },
      {
        zh: '公示到 {publicUntil} 为止，定标日填的是 {awardedOn}。',
        en: 'Public until {publicUntil}; the award is dated {awardedOn}.',
      },
    ],
    next: {
      zh: '延长公示期，公示期满后再定标。',
      en: 'Lengthen the publicity, and award after its last day.',
    },
  },
  T13: {
    asks: {
      zh: '异议答复之前，招标投标活动暂停。',
      en: 'A tender stands still until every objection is answered.',
    },
    found: [
      {
        zh: '标段 {lot} 尚未答复的异议：{objections}。',
        en: 'Objections to lot {lot} still open: {objections}.',
      },
    ],
    next: { zh: '先登记对异议的答复，再办理本项。', en: 'Record the answers to the objections first.' },
  },
  T13a: {
    asks: { zh: '招标人收到异议后须在 {value}内答复。', en: 'An objection is answered within {value}.' },
    found: [
      {
        zh: '异议 {objection} 于 {raisedOn} 提出，最迟应于 {due} 答复，{answeredOn} 答复。',
        en: 'Objection {objection} was raised on {raisedOn}, due on {due}, answered on {answeredOn}.',
      },
    ],
    next: {
      zh: '请招标人公开说明迟延原因；异议人对答复不满的，可依法向行政监督部门投诉。',
      en: 'The employer should say why it was late; who is not content with the answer may complain to the supervisor.',
    },
  },
  T13b: {
    asks: {
      zh: '异议须在期限内提出：对招标文件的，投标截止 {value}前；对开标的，当场；对评标结果的，公示期内。',
      en: 'An objection comes in its period: to the documents {value} before the deadline, to the opening at the opening, to the result while it is public.',
    },
    found: [
      {
        zh: '异议 {objection}（{about}）于 {raisedOn} 提出，期限到 {lastDay} 为止。',
        en: 'Objection {objection} ({about}) was raised on {raisedOn}; its last day was {lastDay}.',
      },
    ],
    next: {
      zh: '告知提出人已过异议期限；提出人仍可依法向行政监督部门投诉。',
      en: 'Tell the objector that the period is over; a complaint to the supervisor is still possible.',
    },
  },
  T14: {
    asks: {
      zh: '中标通知书发出之日起 {value}内签订合同。',
      en: 'The contract is signed within {value} of the letter of acceptance.',
    },
    found: [
      {
        zh: '定标日 {awardedOn}，最迟应于 {due} 签订，{signedOn} 签订，相隔 {days}。',
        en: 'Awarded on {awardedOn}, to be signed by {due}, signed on {signedOn}: {days}.',
      },
    ],
    next: {
      zh: '请建设单位公开说明推迟签约的原因。',
      en: 'The employer should say in public why it was signed later.',
    },
  },
  T14a: {
    asks: { zh: '合同价须与中标价一致。', en: 'The contract price is the price of the award.' },
    found: [{ zh: '合同价 {price} 元，中标价 {award} 元。', en: 'Contract price {price}, award {award}.' }],
    next: {
      zh: '按中标价签订合同；此后确有变化的，另行登记合同变更。',
      en: 'Sign at the price of the award; what changes later is a contract change.',
    },
  },
  T15: {
    asks: {
      zh: '依法必须招标的项目，自确定中标人之日起 {value}内向监督部门书面报告。',
      en: 'Of a statutory tender the supervisor gets a written report within {value} of the award.',
    },
    found: [],
    next: {
      zh: '可向招标人或监督部门查询该报告。',
      en: 'Ask the employer or the supervisor for the report.',
    },
  },
  T15a: {
    asks: {
      zh: '签订合同后 {value}内退还投标保证金。',
      en: 'Bid bonds are returned within {value} of the signing.',
    },
    found: [],
    next: {
      zh: '未收到退款的投标人可向招标人查询。',
      en: 'A bidder who got nothing back may ask the employer.',
    },
  },
  T16: {
    asks: {
      zh: '履约保证金不得超过合同价的 {value}。',
      en: 'A performance security is at most {value} of the price.',
    },
    found: [
      {
        zh: '履约保证金 {performanceBond} 元，合同价 {price} 元。',
        en: 'Performance security {performanceBond}, price {price}.',
      },
    ],
    next: {
      zh: '降低履约保证金；确需例外的，先登记经批准的豁免。',
      en: 'Lower it; for an exception record the approved override first.',
    },
  },
  T17: {
    asks: {
      zh: '开标应邀请下列单位到场监督见证：{value}。',
      en: 'These observers are invited to an opening: {value}.',
    },
    found: [
      {
        zh: '标段 {lot} 开标未邀请：{observersNotInvited}。',
        en: 'Not invited to the opening of lot {lot}: {observersNotInvited}.',
      },
    ],
    next: {
      zh: '请招标人公开说明未邀请的原因；以后开标前先登记邀请。',
      en: 'The employer should say in public why, and record invitations before the next opening.',
    },
  },
  T18: {
    asks: {
      zh: '货物与服务的采购合同须在签订后 {value}内公告，登记即为公告。',
      en: 'Contracts for goods and services are published within {value} of signing; recorded is published.',
    },
    found: [
      {
        zh: '{signedOn} 签订，最迟应于 {due} 公告，{recordedOn} 登记公开。',
        en: 'Signed on {signedOn}, to be published by {due}, recorded on {recordedOn}.',
      },
    ],
    next: {
      zh: '请建设单位说明迟延原因，今后签约后及时登记。',
      en: 'The employer should say why it is late, and record contracts at once.',
    },
  },
  T19: {
    asks: {
      zh: '招标失败满 {value} 次并经批准，才可直接发包，须附批准文件。',
      en: 'Only after {value} failed tenders and with an approval is a lot awarded directly.',
    },
    found: [
      {
        zh: '标段 {lot} 已失败 {failedRounds} 次，批准文号：{approval}，附件 {documents} 份。',
        en: 'Lot {lot} failed {failedRounds} times; approval: {approval}; documents: {documents}.',
      },
    ],
    next: {
      zh: '失败次数不足的重新招标；次数已足的，填写批准文号并附批准文件。',
      en: 'Announce it again, or, after failures enough, give the approval’s number and document.',
    },
  },
  P1: {
    asks: {
      zh: '没有合同、没有预算项目的，不得付款。',
      en: 'Without a contract or a budget line nothing is paid.',
    },
    found: [],
    next: {
      zh: '先登记合同，或先登记含该项的概预算调整。',
      en: 'Record the contract first, or a revision of the budget that has the line.',
    },
  },
  P2: {
    asks: {
      zh: '严格按工程进度和合同付款：累计付款不得超过已计量应付部分与未扣回预付款之和。',
      en: 'Paid strictly by progress and contract: never more than is due on certified work and the unrecovered advance.',
    },
    found: [],
    next: { zh: '先登记工程计量，或降低本次付款。', en: 'Record the certificate first, or pay less.' },
  },
  P3: {
    asks: {
      zh: '施工合同约定的进度款支付比例应不低于 {value}。',
      en: 'A works contract pays progress at a rate of at least {value}.',
    },
    found: [{ zh: '本合同约定：{progressRate}。', en: 'This contract: {progressRate}.' }],
    next: {
      zh: '请建设单位公开说明原因，或与承包人协商调整。',
      en: 'The employer should say in public why, or agree on another rate.',
    },
  },
  P4: {
    asks: {
      zh: '施工合同约定的预付款比例应为 {least} 至 {most}。',
      en: 'A works contract gives an advance of {least} to {most}.',
    },
    found: [{ zh: '本合同约定：{advanceRate}。', en: 'This contract: {advanceRate}.' }],
    next: { zh: '请建设单位公开说明原因。', en: 'The employer should say in public why.' },
  },
  P5: {
    asks: { zh: '质量保证金比例不得超过 {value}。', en: 'Retention is at most {value}.' },
    found: [{ zh: '本合同约定：{retentionRate}。', en: 'This contract: {retentionRate}.' }],
    next: {
      zh: '降低质量保证金比例；确需例外的，先登记经批准的豁免。',
      en: 'Lower the rate; for an exception record the approved override first.',
    },
  },
  P5a: {
    asks: {
      zh: '已交履约保证金的，不得同时预留质量保证金。',
      en: 'No retention is kept beside a performance security.',
    },
    found: [
      {
        zh: '本合同履约保证金 {performanceBond} 元，质量保证金比例 {retentionRate}。',
        en: 'This contract: performance security {performanceBond}, retention {retentionRate}.',
      },
    ],
    next: {
      zh: '请建设单位公开说明二者如何衔接。',
      en: 'The employer should say in public how the two go together.',
    },
  },
  P6: {
    asks: {
      zh: '计量后应在 {usual}内付款；合同另有约定的从其约定，与中小企业约定最长 {most}。',
      en: 'A certificate is paid within {usual}, or as the contract says; with small and medium enterprises at most {most}.',
    },
    found: [],
    next: {
      zh: '承包人可向建设单位催付；逾期的可依法投诉。',
      en: 'The contractor may ask the employer for it, and complain where it stays overdue.',
    },
  },
  P6a: {
    asks: {
      zh: '与中小企业约定的付款期限最长为 {value}。',
      en: 'A payment term with a small or medium enterprise is at most {value}.',
    },
    found: [{ zh: '本合同约定 {paymentDays} 日。', en: 'This contract: {paymentDays} days.' }],
    next: {
      zh: '请建设单位缩短付款期限，或公开说明理由。',
      en: 'The employer should shorten the term, or say in public why.',
    },
  },
  P7: {
    asks: {
      zh: '施工合同中人工费用的拨付周期不得超过 {value}。',
      en: 'Labour cost of a works contract is paid at least once in {value}.',
    },
    found: [],
    next: {
      zh: '可向建设单位查询人工费用拨付记录。',
      en: 'Ask the employer for the record of labour payments.',
    },
  },
  P8: {
    asks: { zh: '合同变更须先批准、后支付。', en: 'A change is approved before it is paid.' },
    found: [
      {
        zh: '变更 {change} 的批准文号：{approvalNumber}。',
        en: 'Change {change}, approval number: {approvalNumber}.',
      },
    ],
    next: {
      zh: '取得批准后，填写批准文号再登记变更。',
      en: 'Get the approval, then record the change with its number.',
    },
  },
  P9: {
    asks: {
      zh: '累计变更超过签约合同价 {value} 的，请核对。',
      en: 'Changes of more than {value} of the price at signing should be looked at.',
    },
    found: [
      {
        zh: '变更 {change} 后累计 {cumulative}，签约合同价 {price} 元。',
        en: 'With change {change} they are {cumulative} of {price}.',
      },
    ],
    next: {
      zh: '请对照各项变更的理由与批准文件核对。',
      en: 'Compare the reasons and approvals of the changes.',
    },
  },
  P10: {
    asks: {
      zh: '付款与费用支出须在 {value}内公开，登记即为公开。',
      en: 'A payment is published within {value}; recorded is published.',
    },
    found: [
      {
        zh: '{valueDate} 支付，最迟应于 {due} 公开，{recordedOn} 登记公开。',
        en: 'Paid on {valueDate}, to be published by {due}, recorded on {recordedOn}.',
      },
    ],
    next: {
      zh: '请建设单位说明迟延原因，今后付款后及时登记。',
      en: 'The employer should say why it is late, and record payments at once.',
    },
  },
  F1: {
    asks: {
      zh: '结算送审后应按期审定：送审金额不足500万元的 {under5m}，不足2000万元的 {under20m}，不足5000万元的 {under50m}，5000万元及以上的 {over}。',
      en: 'A settlement is reviewed in time: under 5 million {under5m}, under 20 million {under20m}, under 50 million {under50m}, from there on {over}.',
    },
    found: [
      {
        zh: '{submittedOn} 送审，最迟应于 {due} 审定，{reviewedOn} 审定。',
        en: 'Submitted on {submittedOn}, due on {due}, reviewed on {reviewedOn}.',
      },
    ],
    next: { zh: '请审核单位公开说明迟延原因。', en: 'The reviewer should say in public why it is late.' },
  },
  F2: {
    asks: {
      zh: '竣工可投入使用后 {value}内编制竣工财务决算。',
      en: 'The final account is compiled within {value} after the works can be used.',
    },
    found: [
      {
        zh: '{acceptedOn} 验收，最迟应于 {due} 编制，{compiledOn} 编制。',
        en: 'Accepted on {acceptedOn}, due on {due}, compiled on {compiledOn}.',
      },
    ],
    next: {
      zh: '请建设单位公开说明迟延原因或延期批准。',
      en: 'The employer should publish the reason, or the leave it was given.',
    },
  },
  F3: {
    asks: {
      zh: '结算未审核、决算未审计并公开的，不得结项。',
      en: 'No project is closed without a published review and audit.',
    },
    found: [{ zh: '决算已审计：{audited}。', en: 'Final account audited: {audited}.' }],
    next: {
      zh: '先由审计单位登记竣工财务决算审计，再结项。',
      en: 'The auditor records the audit of the final account first, then close.',
    },
  },
  F4: {
    asks: {
      zh: '不得以等待审计为由拖延支付中小企业款项，合同另有约定的除外。',
      en: 'A payment to a small or medium enterprise is not delayed for an audit, unless the contract says so.',
    },
    found: [],
    next: {
      zh: '承包人可向建设单位催付；拖延的可依法投诉。',
      en: 'The contractor may ask the employer for it, and complain where it is delayed.',
    },
  },
  D1: {
    asks: {
      zh: '信息形成后须在 {value}内公开，登记即为公开。',
      en: 'What happens is published within {value}; recorded is published.',
    },
    found: [
      {
        zh: '{field} {date}，相隔 {workingDays} 个工作日登记公开。',
        en: '{field}: {date}, recorded after {workingDays} working days.',
      },
    ],
    next: {
      zh: '请登记单位说明迟延原因，见本条“逾期登记原因”。',
      en: 'See the entry’s own reason for being late.',
    },
  },
  D2: {
    asks: {
      zh: '不公开任何内容，须写明条款、理由、批准人和复查日期。',
      en: 'Whatever is withheld names its article, reason, approver and review date.',
    },
    found: [],
    next: {
      zh: '补齐条款、理由、批准人和复查日期，或予以公开。',
      en: 'Give article, reason, approver and review date, or let it be public.',
    },
  },
  D3: {
    asks: { zh: '公共服务事项须公开 {value} 项要素。', en: 'A public service publishes its {value} items.' },
    found: [],
    next: { zh: '可向提供服务的单位查询。', en: 'Ask the office that provides the service.' },
  },
  H1: {
    asks: {
      zh: '热线诉求须在 {phone}内电话答复、{written}内书面答复。',
      en: 'A hotline report is answered within {phone} by phone and {written} in writing.',
    },
    found: [],
    next: { zh: '可拨打热线查询办理情况。', en: 'Ask the hotline how your report stands.' },
  },
  H2: {
    asks: { zh: '热线诉求办结须有反馈和归档。', en: 'A hotline case is closed with feedback and file.' },
    found: [],
    next: { zh: '可拨打热线查询办理情况。', en: 'Ask the hotline how your report stands.' },
  },
  E1: {
    asks: { zh: '网络日志留存不少于 {value}。', en: 'Network logs are kept for at least {value}.' },
    found: [],
    next: { zh: '可向账本的管理单位查询。', en: 'Ask the office that runs this ledger.' },
  },
  E2: {
    asks: {
      zh: '已公开的记录不得改动，只能追加更正。',
      en: 'A published record is never changed, only corrected by another.',
    },
    found: [],
    next: {
      zh: '登记更正，或登记与事实相符的新记录。',
      en: 'Record a correction, or a new entry that says what happened.',
    },
  },
  L1: {
    asks: {
      zh: '事实发生超过 {value}才登记的，须写明逾期登记原因。',
      en: 'What is recorded more than {value} after it happened needs the reason why.',
    },
    found: [{ zh: '{field} {date}，相隔 {days}。', en: '{field}: {date}, {days} ago.' }],
    next: {
      zh: '在“逾期登记原因”一栏写明原因后重新登记。',
      en: 'Give the reason for the late entry and record it again.',
    },
  },
  L2: {
    asks: { zh: '事实发生后应在 {value}内登记。', en: 'What happens is recorded within {value}.' },
    found: [{ zh: '{field} {date}，相隔 {days}登记。', en: '{field}: {date}, recorded after {days}.' }],
    next: { zh: '请看本条的逾期登记原因。', en: 'See the entry’s own reason for being late.' },
  },
  L3: {
    asks: {
      zh: '一项事实的日期一般不早于它所依据的事实。',
      en: 'A fact is not usually dated before the fact that it rests on.',
    },
    found: [
      {
        zh: '{fact}（{date}）早于所依据的{basis}（{basisDate}）。',
        en: '{fact} ({date}) is before {basis} ({basisDate}), on which it rests.',
      },
    ],
    next: {
      zh: '请登记单位核对日期；有误的，登记更正说明。',
      en: 'The office should check the dates, and say so where one is wrong.',
    },
  },
  L4: {
    asks: {
      zh: '统一社会信用代码的校验位应当相符；早期依法核发的代码也可能不符。',
      en: 'The check digit of a credit code should match; some lawful early codes do not.',
    },
    found: [{ zh: '{organisation} 的代码为 {uscc}。', en: 'The code of {organisation} is {uscc}.' }],
    next: { zh: '请核对代码是否抄写有误。', en: 'Check whether the code was copied rightly.' },
  },
  L5: {
    asks: {
      zh: '金额与参照金额相差 {value} 倍以上的，请核对是否把万元当成了元。',
      en: 'An amount {value} times larger or smaller than what stands beside it: was 万元 typed for 元?',
    },
    found: [
      { zh: '{field} {amount} 元，参照金额 {reference} 元。', en: '{field} {amount}, beside {reference}.' },
    ],
    next: {
      zh: '核对金额的单位：账本一律以元填写。',
      en: 'Check the unit: the ledger takes yuan everywhere.',
    },
  },
  L6: {
    asks: {
      zh: '投资估算低于 {value}的，请核对是否把万元当成了元。',
      en: 'An investment estimate under {value}: was 万元 typed for 元?',
    },
    found: [{ zh: '填写的投资估算为 {estimate} 元。', en: 'The estimate given is {estimate}.' }],
    next: {
      zh: '核对金额的单位：账本一律以元填写。',
      en: 'Check the unit: the ledger takes yuan everywhere.',
    },
  },
};

/** The sentence of a row by its id; undefined for a row that was adopted later, and for an invariant. */
export const ruleSentence = (id: string): RuleSentence | undefined =>
  Object.hasOwn(ruleSentences, id) ? ruleSentences[id as RuleId] : undefined;

/** The names in a sentence's braces. */
export const placesIn = (said: string): string[] => [...said.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

/** What was found, in the words that these facts fill; undefined where they fill none. */
export const foundBy = ({ found }: RuleSentence, facts: Facts): Said | undefined =>
  found.find(({ zh }) => placesIn(zh).every((name) => Object.hasOwn(facts, name)));
