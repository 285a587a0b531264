/**
 * What no override touches (design: "Invariants"). `zh` and `en` are what a citizen reads; `{name}` is a fact.
 */
export interface Invariant {
  /** The rulebook row that states the same, whose basis a refusal names. */
  readonly row?: string;
  readonly zh: string;
  readonly en: string;
}

export const invariants = {
  'project-already-registered': {
    zh: '该项目已登记：{number}（{name}）。',
    en: 'This project is already registered: {number} ({name}).',
  },
  'project-not-registered': {
    zh: '项目尚未登记，请先登记。',
    en: 'The project is not registered yet: register it first.',
  },
  'project-closed': {
    zh: '项目已于 {closedOn} 结项，不再接受登记。',
    en: 'The project was closed on {closedOn}; nothing more can be recorded.',
  },
  'fact-in-the-future': {
    zh: '{field} 填的是未来的日期（{date}），今天是 {today}：只能登记已发生的事实。',
    en: '{field} lies in the future ({date}, today is {today}): only what has happened can be recorded.',
  },
  'withheld-field-unknown': {
    zh: '不能不公开 {field}：{event} 没有这个栏目，或写了两次。',
    en: '{field} cannot be withheld: {event} has no such field, or it is named twice.',
  },
  'field-cannot-be-withheld': {
    zh: '{field} 是金额、日期、编号或结果，可由公开的合计推算，不能不公开。',
    en: '{field} is an amount, date, number or outcome that the public totals reveal: it cannot be withheld.',
  },
  'personal-field-is-closed-already': {
    zh: '{field} 属于个人信息，本来就不公开。',
    en: '{field} is personal and never public anyway.',
  },
  'withholding-without-review': {
    zh: '不公开 {field} 须定一个将来的复查日期（填的是 {reviewDate}）。',
    en: 'Withholding {field} needs a review date in the future (given: {reviewDate}).',
  },
  'withholding-approved-by-its-preparer': {
    zh: '不公开 {field} 不能由编制人自己批准。',
    en: 'Whoever prepares an entry cannot approve withholding {field}.',
  },
  'budget-lines-do-not-sum': {
    zh: '各费用项目之和 {sum} 元与总额 {total} 元不符。',
    en: 'The lines add up to {sum}, not to the total of {total}.',
  },
  'budget-not-proposed': {
    zh: '尚未编报该类（{kind}）概预算，不能批准。',
    en: 'No {kind} was proposed, so none can be approved.',
  },
  'budget-over-approved-estimate': {
    zh: '预算 {total} 元超过已批准概算 {estimate} 元。',
    en: 'The budget of {total} is over the approved cost estimate of {estimate}.',
  },
  'budget-already-approved': {
    zh: '该类（{kind}）概预算已批准，变更须走预算调整。',
    en: 'This {kind} is already approved; a change needs a budget revision.',
  },
  'lot-number-taken': { zh: '标段编号 {lot} 已使用。', en: 'Lot number {lot} is already in use.' },
  'lot-unknown': { zh: '没有编号为 {lot} 的标段。', en: 'There is no lot {lot}.' },
  'lot-ground-missing': {
    zh: '采用 {method} 方式须写明理由并附文件。',
    en: 'The method {method} needs a recorded ground with documents.',
  },
  'lot-not-tendered': {
    zh: '标段 {lot} 采用 {method} 方式，没有招标公告。',
    en: 'Lot {lot} is procured by {method} and has no tender notice.',
  },
  'tender-not-open': {
    zh: '标段 {lot} 第 {round} 次招标现处于“{stage}”，不能进行此项。',
    en: 'Round {round} of lot {lot} is at "{stage}"; this step is not possible now.',
  },
  'tender-still-open': {
    zh: '标段 {lot} 的招标仍在进行（{stage}），不能再次公告。',
    en: 'The tender of lot {lot} is still under way ({stage}).',
  },
  'deadline-passed': {
    zh: '投标截止时间（{deadline}）已过，现为 {instant}，拒收。',
    en: 'The bid deadline ({deadline}) has passed; it is {instant} now.',
  },
  'deadline-not-passed': {
    zh: '投标截止时间（{deadline}）未到，现为 {instant}。',
    en: 'The bid deadline ({deadline}) has not passed; it is {instant} now.',
  },
  'deadline-before-notice': {
    zh: '投标截止时间（{deadline}）早于公告日（{publishedOn}）。',
    en: 'The bid deadline ({deadline}) is before the notice ({publishedOn}).',
  },
  'bid-box-sealed': { zh: '标段 {lot} 的投标箱已封存。', en: 'The bid box of lot {lot} is sealed.' },
  'bid-box-full': { zh: '标段 {lot} 的投标箱已满。', en: 'The bid box of lot {lot} is full.' },
  'bid-box-not-sealed': {
    zh: '标段 {lot} 的投标箱尚未封存，开标须等截止后封箱。',
    en: 'The bid box of lot {lot} is not sealed yet; opening waits for it.',
  },
  'bid-not-in-box': {
    zh: '{bidder} 没有有效的投标回执（{receipt}）。',
    en: '{bidder} has no standing receipt ({receipt}).',
  },
  'bid-not-accounted-for': {
    zh: '标段 {lot} 投标箱中的回执须在开标记录中逐一交代，不多不少。',
    en: 'Every receipt in the box of lot {lot} must be accounted for, each once.',
  },
  'bid-seal-broken': {
    zh: '{bidder} 的投标文件签收时密封已破损，不能作为有效投标。',
    en: 'The seal of {bidder} was broken when the bid was received: it cannot be valid.',
  },
  'bid-price-missing': {
    zh: '{bidder} 的投标未写报价和工期，须写明拒绝理由。',
    en: 'The bid of {bidder} has neither price and duration nor a reason for rejection.',
  },
  'observer-already-invited': {
    zh: '{observer} 已受邀参加标段 {lot} 的开标。',
    en: '{observer} was already invited to lot {lot}.',
  },
  'bid-not-evaluated': {
    zh: '{bidder} 的有效投标既未排名，也未写明否决理由。',
    en: 'The valid bid of {bidder} is neither ranked nor rejected with a reason.',
  },
  'bid-over-ceiling-price': {
    zh: '{bidder} 的报价 {price} 元超过最高投标限价 {ceilingPrice} 元，应予否决。',
    en: 'The price {price} of {bidder} is over the ceiling price of {ceilingPrice}.',
  },
  'bidder-not-ranked': {
    zh: '{bidder} 不在本次有效投标之列。',
    en: '{bidder} is not among the valid bids of this tender.',
  },
  'ranking-broken': {
    zh: '排名须从 1 起连续，不得重复。',
    en: 'Ranks must run 1, 2, 3 without a gap or a repetition.',
  },
  'price-differs-from-bid': {
    zh: '{bidder} 的价格 {price} 元与开标价 {opened} 元不符。',
    en: 'The price {price} of {bidder} differs from the {opened} read out at the opening.',
  },
  'candidate-not-ranked': {
    zh: '{bidder} 与评标排名不符。',
    en: '{bidder} does not match the ranking of the evaluation.',
  },
  'winner-not-candidate': {
    zh: '{winner} 不是公示的中标候选人。',
    en: '{winner} is not one of the publicized candidates.',
  },
  'lot-already-awarded': { zh: '标段 {lot} 已定标。', en: 'Lot {lot} is already awarded.' },
  'lot-not-awarded': {
    zh: '标段 {lot} 尚未定标，不能签合同。',
    en: 'Lot {lot} is not awarded yet, so no contract can be signed.',
  },
  'contract-kind-differs-from-lot': {
    zh: '合同类别“{kind}”与标段 {lot} 的类别“{lotKind}”不符。',
    en: 'A contract of kind {kind} does not fit lot {lot}, which is {lotKind}.',
  },
  'lot-already-contracted': {
    zh: '标段 {lot} 已签合同 {contract}。',
    en: 'Lot {lot} already has contract {contract}.',
  },
  'contractor-is-not-winner': {
    zh: '承包人 {contractor} 不是中标人 {winner}。',
    en: 'The contractor {contractor} is not the winner {winner}.',
  },
  'engineer-is-contractor': {
    zh: '监理单位 {engineer} 就是承包人，不能自己监理自己。',
    en: 'The engineer {engineer} is the contractor, who cannot certify his own works.',
  },
  'contract-number-taken': {
    zh: '合同编号 {contract} 已使用。',
    en: 'Contract number {contract} is already in use.',
  },
  'contract-unknown': { zh: '没有编号为 {contract} 的合同。', en: 'There is no contract {contract}.' },
  'contract-dates-reversed': { zh: '{until} 早于 {from}。', en: '{until} is before {from}.' },
  'change-number-taken': {
    zh: '变更编号 {change} 已使用。',
    en: 'Change number {change} is already in use.',
  },
  'contract-price-below-paid': {
    zh: '变更后合同价 {price} 元低于已付 {paid} 元。',
    en: 'The changed price of {price} is below the {paid} already paid.',
  },
  'contract-price-below-certified': {
    zh: '变更后合同价 {price} 元低于已计量 {certified} 元。',
    en: 'The changed price of {price} is below the certified value of {certified}.',
  },
  'contract-settled': {
    zh: '合同 {contract} 已办理结算（{stage}），不能进行此项。',
    en: 'Contract {contract} is already at settlement ({stage}).',
  },
  'certificate-number-taken': {
    zh: '计量证书编号 {certificate} 已使用。',
    en: 'Certificate number {certificate} is already in use.',
  },
  'certificate-unknown': {
    zh: '合同 {contract} 没有编号为 {certificate} 的计量证书。',
    en: 'Contract {contract} has no certificate {certificate}.',
  },
  'certified-over-price': {
    zh: '累计计量 {certified} 元超过合同价与已批变更之和 {price} 元。',
    en: 'Certified value of {certified} would pass the price and approved changes of {price}.',
  },
  'voucher-already-recorded': {
    zh: '支付凭证 {voucher} 已登记，不能重复支付。',
    en: 'Voucher {voucher} is already recorded.',
  },
  'payment-without-certificate': {
    row: 'P2',
    zh: '进度款须依据计量证书支付。',
    en: 'A progress payment must rest on a certificate.',
  },
  'payment-with-certificate': {
    zh: '{kind} 不依据计量证书，请勿填写证书编号。',
    en: 'A payment of kind {kind} rests on no certificate.',
  },
  'payment-kind-out-of-season': {
    zh: '合同 {contract} 现处于“{stage}”，不能支付 {kind}。',
    en: 'Contract {contract} is at "{stage}": no {kind} payment is possible.',
  },
  'recovery-only-with-progress': {
    zh: '只有进度款可扣回预付款。',
    en: 'Only a progress payment recovers an advance.',
  },
  'payment-to-another': {
    zh: '收款人 {payee} 不是承包人 {contractor}。',
    en: 'The payee {payee} is not the contractor {contractor}.',
  },
  'paid-over-price': {
    row: 'P2',
    zh: '累计已付 {paid} 元超过合同价与已批变更之和 {price} 元。',
    en: 'Payments of {paid} would pass the price with approved changes, {price}.',
  },
  'advance-over-ceiling': {
    row: 'P2',
    zh: '预付款累计 {advances} 元超过上限 {ceiling} 元（合同价 {price} 元 × {rate}‱）。',
    en: 'Advances of {advances} would pass the ceiling of {ceiling} ({rate} basis points of {price}).',
  },
  'progress-over-ceiling': {
    row: 'P2',
    zh: '进度款累计 {gross} 元（现金加扣回）超过上限 {ceiling} 元（已计量 {certified} 元 × {rate}‱）。',
    en: 'Progress gross of {gross} would pass the ceiling of {ceiling} ({rate} basis points of {certified} certified).',
  },
  'advance-recovery-too-small': {
    row: 'P2',
    zh: '本次须至少扣回预付款 {least} 元，填的是 {recovered} 元。',
    en: 'At least {least} of the advance must be recovered, not {recovered}.',
  },
  'advance-recovery-too-large': {
    zh: '扣回 {recovered} 元超过未扣回的预付款 {unrecovered} 元。',
    en: 'Recovering {recovered} passes the unrecovered advance of {unrecovered}.',
  },
  'paid-over-ceiling': {
    row: 'P2',
    zh: '累计已付 {paid} 元超过可付上限 {ceiling} 元。',
    en: 'Payments of {paid} would pass the ceiling of {ceiling}.',
  },
  'advance-not-recovered': {
    zh: '仍有 {unrecovered} 元预付款未扣回。',
    en: 'An advance of {unrecovered} is still unrecovered.',
  },
  'retention-over-held': {
    zh: '释放 {amount} 元与扣留的质量保证金 {held} 元不符。',
    en: 'Releasing {amount} does not match the retention held, {held}.',
  },
  'defects-period-running': {
    zh: '缺陷责任期到 {until} 才届满。',
    en: 'The defects notification period runs until {until}.',
  },
  'over-budget': {
    row: 'B4',
    zh: '合同、变更与费用合计 {obligated} 元超过预算 {budget} 元。',
    en: 'Contracts, changes and expenses of {obligated} would pass the budget of {budget}.',
  },
  'expense-needs-contract': {
    row: 'P1',
    zh: '“{category}”须签合同后支付，不能作为费用直接支出。',
    en: '{category} needs a contract and cannot be spent as an expense.',
  },
  'expense-without-budget-line': {
    row: 'P1',
    zh: '预算中没有“{category}”这一项。',
    en: 'The budget has no line for {category}.',
  },
  'completion-missing': {
    zh: '合同 {contract} 尚未竣工验收。',
    en: 'The works of contract {contract} are not accepted yet.',
  },
  'completion-already-accepted': {
    zh: '合同 {contract} 已验收。',
    en: 'The works of contract {contract} are already accepted.',
  },
  'settlement-not-submitted': {
    zh: '合同 {contract} 尚未送审结算。',
    en: 'No settlement of contract {contract} was submitted.',
  },
  'settlement-already-submitted': {
    zh: '合同 {contract} 已送审结算。',
    en: 'The settlement of contract {contract} was already submitted.',
  },
  'reviewed-over-submitted': {
    zh: '审定 {approved} 元超过送审 {submitted} 元。',
    en: 'The reviewed {approved} is over the submitted {submitted}.',
  },
  'reviewed-over-price': {
    row: 'P2',
    zh: '审定 {approved} 元超过合同价与已批变更之和 {price} 元，请先办理变更。',
    en: 'The reviewed {approved} is over the price with approved changes, {price}: record the change first.',
  },
  'contracts-not-reviewed': {
    row: 'F3',
    zh: '还有合同未完成结算审核：{contracts}。',
    en: 'These contracts are not reviewed yet: {contracts}.',
  },
  'final-account-already-compiled': {
    zh: '竣工财务决算已编制。',
    en: 'The final account is already compiled.',
  },
  'final-account-missing': { zh: '竣工财务决算尚未编制。', en: 'The final account is not compiled yet.' },
  'final-account-does-not-balance': {
    zh: '决算总额 {total} 元与合同审定加费用 {computed} 元不符。',
    en: 'The final account of {total} is not the {computed} of reviewed contracts and expenses.',
  },
  'final-account-already-audited': {
    zh: '竣工财务决算已审计。',
    en: 'The final account is already audited.',
  },
  'audited-over-reviewed': {
    zh: '合同 {contract} 审计 {audited} 元超过结算审定 {reviewed} 元。',
    en: 'Contract {contract} is audited at {audited}, over the {reviewed} of its review.',
  },
  'audit-does-not-cover': {
    zh: '审计须逐一列明每个合同：{contracts}。',
    en: 'The audit must list every contract: {contracts}.',
  },
  'audit-does-not-balance': {
    zh: '审定总额 {approved} 元与各合同及费用审定之和 {computed} 元不符。',
    en: 'The audited total of {approved} is not the {computed} of its parts.',
  },
  'reconciliation-does-not-balance': {
    row: 'F3',
    zh: '对账不平：{differences}。',
    en: 'The reconciliation does not balance: {differences}.',
  },
  'expense-after-final-account': {
    zh: '竣工财务决算已编制，不能再登记费用。',
    en: 'The final account is compiled: no expense can be added.',
  },
  'confirmed-by-its-preparer': {
    zh: '复核人不能是编制人本人。',
    en: 'Whoever prepared an entry cannot confirm it.',
  },
  'not-entitled': { zh: '{role} 无权办理“{command}”。', en: 'A {role} may not do {command}.' },
  'not-own-project': {
    zh: '只能办理本单位的项目（建设单位：{owner}）。',
    en: "Only the owner's own officers may do this (owner: {owner}).",
  },
  'not-the-engineer': {
    zh: '只有合同 {contract} 的监理单位（{engineer}）可以计量。',
    en: 'Only the engineer of contract {contract} ({engineer}) may certify.',
  },
  'document-unknown': {
    zh: '没有上传过散列值为 {sha256} 的文件，请先上传。',
    en: 'No document with hash {sha256} was uploaded: upload it first.',
  },
  'document-differs': {
    zh: '文件 {sha256} 的类型或大小与上传的不一致。',
    en: 'Type or size of document {sha256} differ from what was uploaded.',
  },
  'ledger-already-open': { zh: '账本已开启：{name}。', en: 'The ledger is already open: {name}.' },
  'submission-not-waiting': {
    zh: '该申请现处于“{state}”，不能进行此项。',
    en: 'The submission is {state}; this is not possible now.',
  },
  'personal-data-erased': {
    zh: '所填个人信息已依法删除，请撤回后重新编制。',
    en: 'Personal data in it was erased by law: withdraw it and prepare it again.',
  },
  'submission-not-the-preparers': {
    zh: '只有编制人本人可以撤回。',
    en: 'Only the person who prepared it may withdraw it.',
  },
} as const satisfies Record<string, Invariant>;

export type InvariantId = keyof typeof invariants;
