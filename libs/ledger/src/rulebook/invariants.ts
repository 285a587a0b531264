/**
 * What no override touches (design: "Invariants"). `zh` and `en` are what a citizen reads; `{name}` is a fact.
 */
export interface Invariant {
  /** The rulebook row that states the same, whose basis a refusal names. */
  readonly row?: string;
  readonly zh: string;
  readonly en: string;
  /** What to do next. */
  readonly next: { readonly zh: string; readonly en: string };
}

export const invariants = {
  'project-already-registered': {
    zh: '该项目已登记：{number}（{name}）。',
    en: 'This project is already registered: {number} ({name}).',
    next: {
      zh: '打开已登记的项目继续办理，不要重复登记。',
      en: 'Go on with the project that is registered; do not register it twice.',
    },
  },
  'project-not-registered': {
    zh: '项目尚未登记，请先登记。',
    en: 'The project is not registered yet: register it first.',
    next: {
      zh: '由建设单位先登记项目或接管在建项目。',
      en: 'The owner registers the project first, or takes it over.',
    },
  },
  'project-closed': {
    zh: '项目已于 {closedOn} 结项，不再接受登记。',
    en: 'The project was closed on {closedOn}; nothing more can be recorded.',
    next: {
      zh: '结项后发现的事项，请在新的项目或审计中处理。',
      en: 'What is found after the closing belongs to another project or to an audit.',
    },
  },
  'fact-in-the-future': {
    zh: '{field} 填的是未来的日期（{date}），今天是 {today}：只能登记已发生的事实。',
    en: '{field} lies in the future ({date}, today is {today}): only what has happened can be recorded.',
    next: {
      zh: '事实发生后再登记，或核对日期是否填错。',
      en: 'Record it once it has happened, or check the date.',
    },
  },
  'withheld-field-unknown': {
    zh: '不能不公开 {field}：{event} 没有这个栏目，或写了两次。',
    en: '{field} cannot be withheld: {event} has no such field, or it is named twice.',
    next: {
      zh: '按该类记录的栏目名填写，每个栏目只写一次。',
      en: 'Name a field that this kind of entry has, and each one once.',
    },
  },
  'field-cannot-be-withheld': {
    row: 'D2',
    zh: '{field} 是金额、日期、编号或结果，可由公开的合计推算，不能不公开。',
    en: '{field} is an amount, date, number or outcome that the public totals reveal: it cannot be withheld.',
    next: {
      zh: '从不公开栏目中删去该栏，照常登记。',
      en: 'Take the field out of the withheld ones and record the entry.',
    },
  },
  'personal-field-is-closed-already': {
    zh: '{field} 属于个人信息，本来就不公开。',
    en: '{field} is personal and never public anyway.',
    next: {
      zh: '从不公开栏目中删去该栏即可。',
      en: 'Take the field out of the withheld ones: nothing more is needed.',
    },
  },
  'withholding-without-review': {
    row: 'D2',
    zh: '不公开 {field} 须定一个将来的复查日期（填的是 {reviewDate}）。',
    en: 'Withholding {field} needs a review date in the future (given: {reviewDate}).',
    next: { zh: '填写一个将来的复查日期。', en: 'Give a review date in the future.' },
  },
  'withholding-approved-by-its-preparer': {
    row: 'D2',
    zh: '不公开 {field} 不能由编制人自己批准。',
    en: 'Whoever prepares an entry cannot approve withholding {field}.',
    next: {
      zh: '请另一位有权批准的人批准，并填写其编号。',
      en: 'Have another person approve it, and give that person’s id.',
    },
  },
  'budget-lines-do-not-sum': {
    zh: '各费用项目之和 {sum} 元与总额 {total} 元不符。',
    en: 'The lines add up to {sum}, not to the total of {total}.',
    next: { zh: '核对各项金额与总额，使二者一致。', en: 'Check the lines and the total until they agree.' },
  },
  'budget-not-proposed': {
    zh: '尚未编报该类（{kind}）概预算，不能批准。',
    en: 'No {kind} was proposed, so none can be approved.',
    next: { zh: '先编报该类概预算，再登记批复。', en: 'Propose it first, then record its approval.' },
  },
  'budget-over-approved-estimate': {
    zh: '预算 {total} 元超过已批准概算 {estimate} 元。',
    en: 'The budget of {total} is over the approved cost estimate of {estimate}.',
    next: {
      zh: '压减预算，或先登记概算调整。',
      en: 'Lower the budget, or record a revision of the cost estimate first.',
    },
  },
  'budget-already-approved': {
    zh: '该类（{kind}）概预算已批准，变更须走预算调整。',
    en: 'This {kind} is already approved; a change needs a budget revision.',
    next: { zh: '改用“登记概预算调整”。', en: 'Use "Revise a budget" instead.' },
  },
  'lot-number-taken': {
    zh: '标段编号 {lot} 已使用。',
    en: 'Lot number {lot} is already in use.',
    next: { zh: '换一个未用过的标段编号。', en: 'Choose a lot number that is not in use.' },
  },
  'lot-unknown': {
    zh: '没有编号为 {lot} 的标段。',
    en: 'There is no lot {lot}.',
    next: { zh: '核对标段编号，或先划分该标段。', en: 'Check the lot number, or plan the lot first.' },
  },
  'lot-ground-missing': {
    zh: '采用 {method} 方式须写明理由并附文件。',
    en: 'The method {method} needs a recorded ground with documents.',
    next: {
      zh: '写明不公开招标的理由并附批准文件。',
      en: 'Give the ground for not tendering openly, with its documents.',
    },
  },
  'lot-not-tendered': {
    zh: '标段 {lot} 采用 {method} 方式，没有招标公告。',
    en: 'Lot {lot} is procured by {method} and has no tender notice.',
    next: {
      zh: '这类标段直接登记定标；要招标的，另行划分招标标段。',
      en: 'Award such a lot directly; to tender, plan another lot for it.',
    },
  },
  'tender-not-announced': {
    zh: '标段 {lot} 目前没有进行中的招标。',
    en: 'No tender of lot {lot} is under way.',
    next: { zh: '先发布招标公告。', en: 'Publish the tender notice first.' },
  },
  'tender-not-open': {
    zh: '标段 {lot} 第 {round} 次招标现处于“{stage}”，不能进行此项。',
    en: 'Round {round} of lot {lot} is at "{stage}"; this step is not possible now.',
    next: {
      zh: '在项目页上查看该标段的进展，先办理前一步。',
      en: 'See on the project’s page how far the lot is, and do the step before this one.',
    },
  },
  'tender-still-open': {
    zh: '标段 {lot} 的招标仍在进行（{stage}），不能再次公告。',
    en: 'The tender of lot {lot} is still under way ({stage}).',
    next: { zh: '等本次招标定标或失败后再公告。', en: 'Wait until this round is awarded or has failed.' },
  },
  'deadline-passed': {
    zh: '投标截止时间（{deadline}）已过，现为 {instant}，拒收。',
    en: 'The bid deadline ({deadline}) has passed; it is {instant} now.',
    next: {
      zh: '截止后一律不再接收；可等下一次招标。',
      en: 'Nothing is taken after the deadline; wait for another round.',
    },
  },
  'deadline-not-passed': {
    zh: '投标截止时间（{deadline}）未到，现为 {instant}。',
    en: 'The bid deadline ({deadline}) has not passed; it is {instant} now.',
    next: { zh: '等投标截止时间过后再办理。', en: 'Wait until the bid deadline has passed.' },
  },
  'deadline-before-notice': {
    zh: '投标截止时间（{deadline}）早于公告日（{publishedOn}），或者已经过去。',
    en: 'The bid deadline ({deadline}) is before the notice ({publishedOn}), or has passed.',
    next: {
      zh: '把投标截止时间改到公告日之后，且晚于现在。',
      en: 'Give a deadline after the notice and later than now.',
    },
  },
  'bid-box-sealed': {
    zh: '标段 {lot} 的投标箱已封存。',
    en: 'The bid box of lot {lot} is sealed.',
    next: {
      zh: '投标箱封存后不能再存取，请等开标。',
      en: 'A sealed box takes nothing more: wait for the opening.',
    },
  },
  'bid-box-full': {
    zh: '标段 {lot} 的投标箱已满。',
    en: 'The bid box of lot {lot} is full.',
    next: { zh: '请立即联系账本管理单位扩大投标箱。', en: 'Ask the office that runs the ledger at once.' },
  },
  'bid-box-not-sealed': {
    zh: '标段 {lot} 的投标箱尚未封存，开标须等截止后封箱。',
    en: 'The bid box of lot {lot} is not sealed yet; opening waits for it.',
    next: {
      zh: '截止两分钟后账本自动封箱，届时再登记开标。',
      en: 'The ledger seals the box two minutes after the deadline: record the opening then.',
    },
  },
  'bid-not-in-box': {
    zh: '{bidder} 没有有效的投标回执（{receipt}）。',
    en: '{bidder} has no standing receipt ({receipt}).',
    next: { zh: '核对投标人名称与回执编号。', en: 'Check the bidder’s name and the receipt.' },
  },
  'bid-not-accounted-for': {
    zh: '标段 {lot} 投标箱中的回执须在开标记录中逐一交代，不多不少。',
    en: 'Every receipt in the box of lot {lot} must be accounted for, each once.',
    next: {
      zh: '对照投标箱清单，补齐遗漏的、删去重复的。',
      en: 'Compare with the list of the box; add what is missing, strike what is double.',
    },
  },
  'bid-seal-broken': {
    zh: '{bidder} 的投标文件签收时密封已破损，不能作为有效投标。',
    en: 'The seal of {bidder} was broken when the bid was received: it cannot be valid.',
    next: { zh: '把该投标登记为无效，并写明理由。', en: 'Record that bid as not valid, with the reason.' },
  },
  'bid-price-missing': {
    zh: '{bidder} 的投标未写报价和工期，须写明拒绝理由。',
    en: 'The bid of {bidder} has neither price and duration nor a reason for rejection.',
    next: {
      zh: '补填唱标的报价和工期；无效的写明理由。',
      en: 'Give price and duration as read out, or the reason for the rejection.',
    },
  },
  'observer-already-invited': {
    zh: '{observer} 已受邀参加标段 {lot} 的开标。',
    en: '{observer} was already invited to lot {lot}.',
    next: { zh: '无须再次邀请；请等其回复。', en: 'It need not be invited again: wait for the reply.' },
  },
  'bid-not-evaluated': {
    zh: '{bidder} 的有效投标既未排名，也未写明否决理由。',
    en: 'The valid bid of {bidder} is neither ranked nor rejected with a reason.',
    next: {
      zh: '把每份有效投标列入排名，或写明否决理由。',
      en: 'Rank every valid bid, or reject it with a reason.',
    },
  },
  'bid-over-ceiling-price': {
    zh: '{bidder} 的报价 {price} 元超过最高投标限价 {ceilingPrice} 元，应予否决。',
    en: 'The price {price} of {bidder} is over the ceiling price of {ceilingPrice}.',
    next: {
      zh: '把该投标移到否决投标，并写明理由。',
      en: 'Move that bid to the rejected ones, with the reason.',
    },
  },
  'bidder-not-ranked': {
    zh: '{bidder} 不在本次有效投标之列。',
    en: '{bidder} is not among the valid bids of this tender.',
    next: {
      zh: '核对名称与代码；只有开标时有效的投标才能排名。',
      en: 'Check name and code: only bids found valid at the opening are ranked.',
    },
  },
  'ranking-broken': {
    zh: '排名须从 1 起连续，不得重复。',
    en: 'Ranks must run 1, 2, 3 without a gap or a repetition.',
    next: { zh: '从 1 起依次重排名次，每家只列一次。', en: 'Number the ranks from 1 on, each bidder once.' },
  },
  'price-differs-from-bid': {
    zh: '{bidder} 的价格 {price} 元与开标价 {opened} 元不符。',
    en: 'The price {price} of {bidder} differs from the {opened} read out at the opening.',
    next: { zh: '按开标记录填写价格。', en: 'Give the price as it was read out.' },
  },
  'candidate-not-ranked': {
    zh: '{bidder} 与评标排名不符。',
    en: '{bidder} does not match the ranking of the evaluation.',
    next: {
      zh: '按评标排名的次序、单位和价格填写候选人。',
      en: 'List the candidates by order, name and price of the evaluation.',
    },
  },
  'winner-not-candidate': {
    zh: '{winner} 不是公示的中标候选人。',
    en: '{winner} is not one of the publicized candidates.',
    next: { zh: '从公示的候选人中确定中标人。', en: 'Award one of the publicized candidates.' },
  },
  'lot-already-awarded': {
    zh: '标段 {lot} 已定标。',
    en: 'Lot {lot} is already awarded.',
    next: { zh: '如须改定，先登记取消中标。', en: 'To award it to another, cancel the award first.' },
  },
  'lot-not-awarded': {
    zh: '标段 {lot} 尚未定标，不能签合同。',
    en: 'Lot {lot} is not awarded yet, so no contract can be signed.',
    next: { zh: '先登记定标。', en: 'Record the award first.' },
  },
  'contract-kind-differs-from-lot': {
    zh: '合同类别“{kind}”与标段 {lot} 的类别“{lotKind}”不符。',
    en: 'A contract of kind {kind} does not fit lot {lot}, which is {lotKind}.',
    next: { zh: '按标段类别选择合同类别。', en: 'Choose the kind of contract that fits the lot.' },
  },
  'lot-already-contracted': {
    zh: '标段 {lot} 已签合同 {contract}。',
    en: 'Lot {lot} already has contract {contract}.',
    next: {
      zh: '在已有合同上登记变更；新的工程另行划分标段。',
      en: 'Record a change of that contract, or plan another lot.',
    },
  },
  'contractor-is-not-winner': {
    zh: '承包人 {contractor} 不是中标人 {winner}。',
    en: 'The contractor {contractor} is not the winner {winner}.',
    next: {
      zh: '与中标人签订合同；中标人放弃的，先登记取消中标。',
      en: 'Sign with the winner; if it withdraws, cancel the award first.',
    },
  },
  'engineer-is-contractor': {
    zh: '监理单位 {engineer} 就是承包人，不能自己监理自己。',
    en: 'The engineer {engineer} is the contractor, who cannot certify his own works.',
    next: { zh: '另行委托监理单位。', en: 'Appoint another engineer.' },
  },
  'contract-number-taken': {
    zh: '合同编号 {contract} 已使用。',
    en: 'Contract number {contract} is already in use.',
    next: { zh: '换一个未用过的合同编号。', en: 'Choose a contract number that is not in use.' },
  },
  'contract-unknown': {
    zh: '没有编号为 {contract} 的合同。',
    en: 'There is no contract {contract}.',
    next: {
      zh: '在项目页上核对合同编号，或先登记合同。',
      en: 'Check the contract number on the project’s page, or record the contract first.',
    },
  },
  'contract-dates-reversed': {
    zh: '{until} 早于 {from}。',
    en: '{until} is before {from}.',
    next: {
      zh: '核对两个日期，使后者不早于前者。',
      en: 'Check the two dates: the second is not before the first.',
    },
  },
  'change-number-taken': {
    zh: '变更编号 {change} 已使用。',
    en: 'Change number {change} is already in use.',
    next: { zh: '换一个未用过的变更编号。', en: 'Choose a change number that is not in use.' },
  },
  'contract-price-below-paid': {
    zh: '变更后合同价 {price} 元低于已付 {paid} 元。',
    en: 'The changed price of {price} is below the {paid} already paid.',
    next: {
      zh: '减少本次核减的金额。',
      en: 'Take less off the price.',
    },
  },
  'contract-price-below-certified': {
    zh: '变更后合同价 {price} 元低于已计量 {certified} 元。',
    en: 'The changed price of {price} is below the certified value of {certified}.',
    next: {
      zh: '减少本次核减的金额，或先登记核减计量。',
      en: 'Take less off the price, or reduce a certificate first.',
    },
  },
  'contract-settled': {
    zh: '合同 {contract} 已办理结算（{stage}），不能进行此项。',
    en: 'Contract {contract} is already at settlement ({stage}).',
    next: {
      zh: '结算送审后不再计量或变更，差异由结算审核和决算审计处理；送审有误的，可在审定前撤回送审。',
      en: 'Once it is submitted, its review and the audit deal with differences; a wrong one is taken back before its review.',
    },
  },
  'certificate-number-taken': {
    zh: '计量证书编号 {certificate} 已使用。',
    en: 'Certificate number {certificate} is already in use.',
    next: { zh: '换一个未用过的计量证书编号。', en: 'Choose a certificate number that is not in use.' },
  },
  'certificate-unknown': {
    zh: '合同 {contract} 没有编号为 {certificate} 的计量证书。',
    en: 'Contract {contract} has no certificate {certificate}.',
    next: {
      zh: '在合同页上核对证书编号，或先登记该次计量。',
      en: 'Check the certificate’s number with the contract, or record the certificate first.',
    },
  },
  'certified-over-price': {
    zh: '累计计量 {certified} 元超过合同价与已批变更之和 {price} 元。',
    en: 'Certified value of {certified} would pass the price and approved changes of {price}.',
    next: {
      zh: '降低本期计量，或先登记经批准的合同变更。',
      en: 'Certify less, or record the approved change first.',
    },
  },
  'voucher-already-recorded': {
    zh: '支付凭证 {voucher} 已登记，不能重复支付。',
    en: 'Voucher {voucher} is already recorded.',
    next: {
      zh: '核对凭证号；此款可能已登记，见付款一览。',
      en: 'Check the voucher: the payment may be recorded already, see the list of payments.',
    },
  },
  'payment-without-certificate': {
    row: 'P2',
    zh: '进度款须依据计量证书支付。',
    en: 'A progress payment must rest on a certificate.',
    next: { zh: '填写所依据的计量证书编号。', en: 'Give the number of the certificate on which it rests.' },
  },
  'payment-with-certificate': {
    zh: '{kind} 不依据计量证书，请勿填写证书编号。',
    en: 'A payment of kind {kind} rests on no certificate.',
    next: { zh: '清空计量证书编号后重新登记。', en: 'Leave the certificate’s number empty.' },
  },
  'payment-kind-out-of-season': {
    zh: '合同 {contract} 现处于“{stage}”，不能支付 {kind}。',
    en: 'Contract {contract} is at "{stage}": no {kind} payment is possible.',
    next: {
      zh: '对照合同所处环节选择款项类别，或先办理前一步。',
      en: 'Choose the kind of payment for the contract’s stage, or do the step before first.',
    },
  },
  'recovery-only-with-progress': {
    zh: '只有进度款和结算款可扣回预付款。',
    en: 'Only a progress or settlement payment recovers an advance.',
    next: { zh: '把扣回预付款填为 0.00。', en: 'Give 0.00 as the advance recovered.' },
  },
  'payment-to-another': {
    zh: '收款人 {payee} 不是承包人 {contractor}。',
    en: 'The payee {payee} is not the contractor {contractor}.',
    next: {
      zh: '把收款人改为合同的承包人。',
      en: 'Give the contractor of the contract as the payee.',
    },
  },
  'paid-over-price': {
    row: 'P2',
    zh: '累计已付 {paid} 元超过合同价与已批变更之和 {price} 元。',
    en: 'Payments of {paid} would pass the price with approved changes, {price}.',
    next: {
      zh: '降低本次付款，或先登记经批准的合同变更。',
      en: 'Pay less, or record the approved change first.',
    },
  },
  'advance-over-ceiling': {
    row: 'P2',
    zh: '预付款累计 {advances} 元超过上限 {ceiling} 元（合同价 {price} 元的 {rate}）。',
    en: 'Advances of {advances} would pass the ceiling of {ceiling} ({rate} of {price}).',
    next: { zh: '把预付款降到上限以内。', en: 'Lower the advance to its ceiling.' },
  },
  'progress-over-ceiling': {
    row: 'P2',
    zh: '进度款累计 {gross} 元（现金加扣回）超过上限 {ceiling} 元（已计量 {certified} 元的 {rate}）。',
    en: 'Progress gross of {gross} would pass the ceiling of {ceiling} ({rate} of {certified} certified).',
    next: {
      zh: '降低本次付款，或先登记新的工程计量。',
      en: 'Pay less, or record another certificate first.',
    },
  },
  'advance-recovery-too-small': {
    row: 'P2',
    zh: '本次须至少扣回预付款 {least} 元，填的是 {recovered} 元。',
    en: 'At least {least} of the advance must be recovered, not {recovered}.',
    next: {
      zh: '按上述最低额增加扣回、相应减少现金。',
      en: 'Recover at least that much of the advance, and pay less cash.',
    },
  },
  'advance-recovery-too-large': {
    zh: '扣回 {recovered} 元超过未扣回的预付款 {unrecovered} 元。',
    en: 'Recovering {recovered} passes the unrecovered advance of {unrecovered}.',
    next: { zh: '按未扣回余额填写扣回金额。', en: 'Recover no more than is left of the advance.' },
  },
  'paid-over-ceiling': {
    row: 'P2',
    zh: '累计已付 {paid} 元超过可付上限 {ceiling} 元。',
    en: 'Payments of {paid} would pass the ceiling of {ceiling}.',
    next: { zh: '降低本次付款；质量保证金须先登记释放。', en: 'Pay less; retention is released first.' },
  },
  'advance-not-recovered': {
    zh: '仍有 {unrecovered} 元预付款未扣回。',
    en: 'An advance of {unrecovered} is still unrecovered.',
    next: {
      zh: '在本次付款中扣回全部剩余预付款。',
      en: 'Recover all that is left of the advance with this payment.',
    },
  },
  'retention-over-held': {
    zh: '释放 {amount} 元与扣留的质量保证金 {held} 元不符。',
    en: 'Releasing {amount} does not match the retention held, {held}.',
    next: {
      zh: '按扣留的余额一次释放；未审定结算的，先审定。',
      en: 'Release exactly what is held, after the settlement is reviewed.',
    },
  },
  'defects-period-running': {
    zh: '缺陷责任期到 {until} 才届满。',
    en: 'The defects notification period runs until {until}.',
    next: { zh: '等缺陷责任期届满后再释放。', en: 'Wait until the defects period is over.' },
  },
  'over-budget': {
    row: 'B4',
    zh: '合同、变更与费用合计 {obligated} 元超过预算 {budget} 元。',
    en: 'Contracts, changes and expenses of {obligated} would pass the budget of {budget}.',
    next: {
      zh: '减少本次金额，或先登记经批准的概预算调整。',
      en: 'Lower the amount, or record the approved revision of the budget first.',
    },
  },
  'expense-needs-contract': {
    row: 'P1',
    zh: '“{category}”须签合同后支付，不能作为费用直接支出。',
    en: '{category} needs a contract and cannot be spent as an expense.',
    next: {
      zh: '先招标或定标并登记合同，再按合同付款。',
      en: 'Award and record a contract first, then pay on it.',
    },
  },
  'expense-without-budget-line': {
    row: 'P1',
    zh: '预算中没有“{category}”这一项。',
    en: 'The budget has no line for {category}.',
    next: {
      zh: '核对费用类别，或先登记含该项的概预算调整。',
      en: 'Check the category, or record a revision of the budget that has the line.',
    },
  },
  'completion-missing': {
    zh: '合同 {contract} 尚未竣工验收。',
    en: 'The works of contract {contract} are not accepted yet.',
    next: {
      zh: '先登记竣工验收；已解除的合同先登记解除。',
      en: 'Record the taking-over first, or the termination of the contract.',
    },
  },
  'completion-already-accepted': {
    zh: '合同 {contract} 已验收。',
    en: 'The works of contract {contract} are already accepted.',
    next: {
      zh: '无须重复登记；下一步为结算送审。',
      en: 'It need not be recorded twice; the settlement comes next.',
    },
  },
  'settlement-not-submitted': {
    zh: '合同 {contract} 尚未送审结算。',
    en: 'No settlement of contract {contract} was submitted.',
    next: { zh: '先由建设单位登记结算送审。', en: 'The owner submits the settlement first.' },
  },
  'settlement-reviewed': {
    zh: '合同 {contract} 的结算已审定（{stage}），不能撤回送审。',
    en: 'The settlement of contract {contract} is reviewed ({stage}): its submission cannot be taken back.',
    next: {
      zh: '审核有误的，先由审核单位撤回结算审核。',
      en: 'Where the review is wrong, its auditors take that back first.',
    },
  },
  'settlement-not-reviewed': {
    zh: '合同 {contract} 的结算尚未审定。',
    en: 'The settlement of contract {contract} is not reviewed.',
    next: {
      zh: '没有可以撤回的审核；核对合同编号。',
      en: 'There is no review to take back: check the contract.',
    },
  },
  'review-rested-on': {
    zh: '合同 {contract} 的审定之上已有：{event}。审核不能撤回。',
    en: 'Upon the review of contract {contract} rests: {event}. It cannot be taken back.',
    next: {
      zh: '先撤回其后的各项：冲销结算款和质保金付款、登记追回退回、撤回决算；质量保证金已释放的，由决算审计处理。',
      en: 'Take back what rests on it first: payments, recoveries, the final account. Once retention is released, the audit deals with it.',
    },
  },
  'final-account-audited': {
    zh: '竣工财务决算已于 {auditedOn} 审计，不能撤回。',
    en: 'The final account was audited on {auditedOn} and cannot be taken back.',
    next: {
      zh: '审计有误的，先由审计单位撤回决算审计。',
      en: 'Where the audit is wrong, the auditors take that back first.',
    },
  },
  'audit-missing': {
    zh: '竣工财务决算尚未审计。',
    en: 'The final account is not audited.',
    next: { zh: '没有可以撤回的审计。', en: 'There is no audit to take back.' },
  },
  'settlement-already-submitted': {
    zh: '合同 {contract} 已送审结算。',
    en: 'The settlement of contract {contract} was already submitted.',
    next: { zh: '请等审核单位登记审核结果。', en: 'Wait for the reviewer’s result.' },
  },
  'reviewed-over-submitted': {
    zh: '审定 {approved} 元超过送审 {submitted} 元。',
    en: 'The reviewed {approved} is over the submitted {submitted}.',
    next: {
      zh: '核对审定金额：审定不会高于送审。',
      en: 'Check the amount: a review never gives more than was submitted.',
    },
  },
  'reviewed-over-price': {
    row: 'P2',
    zh: '审定 {approved} 元超过合同价与已批变更之和 {price} 元，请先办理变更。',
    en: 'The reviewed {approved} is over the price with approved changes, {price}: record the change first.',
    next: {
      zh: '请建设单位先登记经批准的变更，再登记审核。',
      en: 'The owner records the approved change first, then the review.',
    },
  },
  'contracts-not-reviewed': {
    row: 'F3',
    zh: '还有合同未完成结算审核：{contracts}。',
    en: 'These contracts are not reviewed yet: {contracts}.',
    next: { zh: '先完成上列合同的结算审核。', en: 'Have the settlements of these contracts reviewed first.' },
  },
  'final-account-already-compiled': {
    zh: '竣工财务决算已编制。',
    en: 'The final account is already compiled.',
    next: {
      zh: '差异由审计处理；编制有误的，可在审计前撤回决算，重新编制。',
      en: 'The audit deals with differences; a wrong one is taken back before its audit and compiled anew.',
    },
  },
  'final-account-missing': {
    zh: '竣工财务决算尚未编制。',
    en: 'The final account is not compiled yet.',
    next: { zh: '先由建设单位登记竣工财务决算。', en: 'The owner records the final account first.' },
  },
  'final-account-does-not-balance': {
    zh: '决算总额 {total} 元与合同审定加费用 {computed} 元不符。',
    en: 'The final account of {total} is not the {computed} of reviewed contracts and expenses.',
    next: {
      zh: '按各合同审定额加费用支出重新计算总额。',
      en: 'Add up the reviewed contracts and the expenses again.',
    },
  },
  'final-account-already-audited': {
    zh: '竣工财务决算已审计。',
    en: 'The final account is already audited.',
    next: {
      zh: '无须重复登记，下一步为结项；审计登记有误的，可在结项前撤回。',
      en: 'The closing comes next; an audit that was recorded wrongly is taken back before it.',
    },
  },
  'audited-over-reviewed': {
    zh: '“{contract}”审计 {audited} 元超过审定 {reviewed} 元。',
    en: '{contract} is audited at {audited}, over the {reviewed} of its review.',
    next: {
      zh: '核对该项审计金额：审计不会高于审定。',
      en: 'Check the amount: an audit never gives more than was reviewed.',
    },
  },
  'audit-does-not-cover': {
    zh: '审计须逐一列明每个合同：{contracts}。',
    en: 'The audit must list every contract: {contracts}.',
    next: { zh: '逐一填写上列每个合同，不多不少。', en: 'List each of these contracts once, and no other.' },
  },
  'audit-does-not-balance': {
    zh: '审定总额 {approved} 元与各合同及费用审定之和 {computed} 元不符。',
    en: 'The audited total of {approved} is not the {computed} of its parts.',
    next: {
      zh: '核对各合同、费用与总额，使其一致。',
      en: 'Check contracts, expenses and total until they agree.',
    },
  },
  'reconciliation-does-not-balance': {
    row: 'F3',
    zh: '对账不平：{differences}。',
    en: 'The reconciliation does not balance: {differences}.',
    next: {
      zh: '按上列差额补付、追回或释放质量保证金，再结项。',
      en: 'Pay, recover or release retention as the differences say, then close.',
    },
  },
  'expense-after-final-account': {
    zh: '竣工财务决算已编制，不能再登记或冲销费用。',
    en: 'The final account is compiled: no expense can be added or reversed.',
    next: {
      zh: '银行退回或漏记费用的，先撤回决算（已审计的先撤回审计），登记后重新编制。',
      en: 'Where one bounced or was left out, take the final account back (its audit first), record it, and compile anew.',
    },
  },
  'rule-unknown': {
    zh: '规则表中没有现行的规则 {rule}。',
    en: 'The rulebook has no rule {rule} in force.',
    next: {
      zh: '在规则表（/rules）中核对规则编号。',
      en: 'Look the rule up in the table of rules (/rules).',
    },
  },
  'rule-not-overridable': {
    zh: '规则 {rule} 不得豁免。',
    en: 'Rule {rule} cannot be overridden.',
    next: {
      zh: '按该规则办理；规则表（/rules）列明哪些规则可以豁免。',
      en: 'Keep to the rule; the table of rules (/rules) says which ones can be overridden.',
    },
  },
  'override-without-subject': {
    zh: '豁免须写明标段、合同或计量证书的编号；豁免整个项目的不填编号（填的是 {subjectKind}）。',
    en: 'An override names one lot, contract or certificate; for the whole project it names none ({subjectKind}).',
    next: {
      zh: '按豁免对象填写或清空编号。',
      en: 'Give the number of what it is for, or leave it empty for the whole project.',
    },
  },
  'override-limit-unreadable': {
    zh: '规则 {rule} 的豁免限度须以 {unit} 为单位，填的是 {limit}。',
    en: 'The limit for rule {rule} must be in {unit}, not {limit}.',
    next: {
      zh: '按该规则的单位填写一个数，或留空以整体豁免。',
      en: 'Give one number in the rule’s unit, or leave it empty to set the rule aside as a whole.',
    },
  },
  'override-expired': {
    zh: '豁免的有效期（{expiresOn}）早于今天 {today}。',
    en: 'The override would have expired on {expiresOn}; today is {today}.',
    next: { zh: '填写今天或以后的有效期。', en: 'Give today or a later day.' },
  },
  'budget-not-approved': {
    zh: '该类（{kind}）概预算尚未批准，不能调整。',
    en: 'No {kind} is approved yet, so none can be revised.',
    next: { zh: '先登记该类概预算的批复。', en: 'Record its approval first.' },
  },
  'taken-over-without-documents': {
    zh: '接管在建项目须附截至接管日的账目文件。',
    en: 'Taking over works needs the documents of their books.',
    next: { zh: '上传账目文件并列入附件。', en: 'Upload the books and name them as documents.' },
  },
  'taken-over-later': {
    zh: '{field}（{date}）晚于接管日 {asOf}。',
    en: '{field} ({date}) is later than the day of the taking over, {asOf}.',
    next: {
      zh: '接管日之后的事项不列入接管，接管后另行登记。',
      en: 'Leave out what came later, and record it after the taking over.',
    },
  },
  'taken-over-number-twice': {
    zh: '接管的合同或标段编号重复。',
    en: 'A contract or lot number stands twice in the taking over.',
    next: { zh: '核对编号，使每个合同和标段只列一次。', en: 'List every contract and lot once.' },
  },
  'taken-over-does-not-add-up': {
    zh: '合同 {contract} 的已付 {paid} 元与预付、进度、结算、质保四项之和 {sum} 元不符。',
    en: 'Contract {contract}: {paid} paid is not the {sum} of advance, progress, settlement and retention.',
    next: {
      zh: '对照账目核对四项金额与已付合计。',
      en: 'Compare the four amounts and their total with the books.',
    },
  },
  'taken-over-contradicts': {
    zh: '合同 {contract} 的 {field} 与 {against} 相矛盾。',
    en: 'Contract {contract}: {field} contradicts {against}.',
    next: { zh: '对照账目核对这两个栏目。', en: 'Compare the two fields with the books.' },
  },
  'fact-before-takeover': {
    zh: '{field}（{date}）不晚于接管日 {asOf}，已包含在接管余额中。',
    en: '{field} ({date}) is not after the taking over of {asOf}: it is in the opening balances already.',
    next: {
      zh: '接管日及以前的收付不再登记；日期有误的请改正。',
      en: 'Do not record it again; mend the date if it is wrong.',
    },
  },
  'clarification-number-taken': {
    zh: '澄清编号 {clarification} 已使用。',
    en: 'Clarification number {clarification} is already in use.',
    next: { zh: '换一个未用过的澄清编号。', en: 'Choose a clarification number that is not in use.' },
  },
  'deadline-brought-forward': {
    zh: '新的投标截止时间（{newDeadline}）须晚于原定的 {deadline}。',
    en: 'The new deadline ({newDeadline}) must be later than {deadline}.',
    next: {
      zh: '填写更晚的时间；不改截止时间的留空。',
      en: 'Give a later time, or leave it empty to keep the deadline.',
    },
  },
  'failure-ground-out-of-season': {
    zh: '标段 {lot} 现处于“{stage}”，不能以“{ground}”宣布招标失败。',
    en: 'Lot {lot} is at "{stage}": its tender cannot fail for "{ground}".',
    next: { zh: '按招标所处环节选择事由。', en: 'Choose the ground that fits the stage of the tender.' },
  },
  'failure-ground-untrue': {
    zh: '标段 {lot} 的情况与“{ground}”不符：仍有有效投标或中标候选人。',
    en: 'Lot {lot} does not stand as "{ground}" says: there are valid bids or candidates.',
    next: {
      zh: '请继续评标、定标；确需终止招标的，以“终止招标”登记并写明理由。',
      en: 'Go on with the evaluation or the award; where the tender must end, record it as terminated with its reason.',
    },
  },
  'enough-bidders': {
    zh: '标段 {lot} 的投标人已达法定数，不能以投标人不足宣布失败。',
    en: 'Lot {lot} has bidders enough: it cannot fail for too few.',
    next: {
      zh: '登记开标；确需停止的，以“终止招标”登记。',
      en: 'Open the bids; to stop the tender, record it as terminated.',
    },
  },
  'refusal-without-reason': {
    zh: '不到场的须写明原因（标段 {lot}）。',
    en: 'Not coming to the opening of lot {lot} needs a reason.',
    next: { zh: '补填不到场的原因。', en: 'Give the reason.' },
  },
  'observer-not-invited': {
    zh: '{observer} 未受邀见证标段 {lot} 的本次招标。',
    en: '{observer} was not invited to this tender of lot {lot}.',
    next: { zh: '由招标人先登记邀请，再作陈述。', en: 'The employer records the invitation first.' },
  },
  'bids-not-opened': {
    zh: '标段 {lot} 第 {round} 次招标没有开标。',
    en: 'Round {round} of lot {lot} was not opened.',
    next: { zh: '开标后才能作见证陈述。', en: 'An opening is attested after it has taken place.' },
  },
  'opening-already-attested': {
    zh: '{observer} 已对标段 {lot} 的开标作过见证陈述。',
    en: '{observer} has attested the opening of lot {lot} already.',
    next: {
      zh: '见证陈述只作一次，无须再作。',
      en: 'An observer attests an opening once: nothing more is needed.',
    },
  },
  'objection-number-taken': {
    zh: '异议编号 {objection} 已使用。',
    en: 'Objection number {objection} is already in use.',
    next: { zh: '换一个未用过的异议编号。', en: 'Choose an objection number that is not in use.' },
  },
  'objection-unknown': {
    zh: '标段 {lot} 本次招标没有编号为 {objection} 的异议。',
    en: 'This tender of lot {lot} has no objection {objection}.',
    next: { zh: '在项目页上核对异议编号。', en: 'Check the number on the project’s page.' },
  },
  'objection-already-answered': {
    zh: '异议 {objection} 已答复。',
    en: 'Objection {objection} is already answered.',
    next: {
      zh: '无须重复答复。',
      en: 'It need not be answered twice.',
    },
  },
  'winner-was-cancelled': {
    zh: '{winner} 的中标已被取消，不能再次定标给它。',
    en: 'The award to {winner} was cancelled: it cannot be given again.',
    next: {
      zh: '定标给下一名候选人，或登记招标失败。',
      en: 'Award the next candidate, or record that the tender failed.',
    },
  },
  'contract-terminated': {
    zh: '合同 {contract} 已于 {terminatedOn} 解除，只能结算此前完成的工程量。',
    en: 'Contract {contract} was terminated on {terminatedOn}: only work done before can be settled.',
    next: {
      zh: '只登记解除前的计量，再办理结算。',
      en: 'Certify only what was done before, then settle the contract.',
    },
  },
  'contract-overpaid': {
    row: 'P2',
    zh: '合同 {contract} 已多付 {overpaid} 元，追回之前不得再付。',
    en: 'Contract {contract} is overpaid by {overpaid}: nothing more is paid until it is recovered.',
    next: { zh: '先登记追回多付款，再登记付款。', en: 'Record the recovery first, then the payment.' },
  },
  'reduction-over-certificate': {
    zh: '核减 {reduction} 元超过该计量证书的余额 {value} 元。',
    en: 'A reduction of {reduction} is over the {value} left of the certificate.',
    next: { zh: '把核减额降到该证书的余额以内。', en: 'Reduce it by no more than is left of it.' },
  },
  'voucher-unknown': {
    zh: '没有编号为 {voucher} 的支付凭证。',
    en: 'There is no voucher {voucher}.',
    next: { zh: '在付款一览中核对凭证号。', en: 'Check the voucher in the list of payments.' },
  },
  'reversal-of-a-reversal': {
    zh: '凭证 {voucher} 本身是冲销，不能再冲销；请重新登记付款。',
    en: 'Voucher {voucher} is a reversal itself and cannot be reversed: record the payment anew.',
    next: {
      zh: '用新的凭证重新登记原来的付款或追回。',
      en: 'Record the payment or the recovery again under a new voucher.',
    },
  },
  'recovery-is-no-payment': {
    zh: '凭证 {voucher} 是追回多付款，不是付款，不按付款冲销。',
    en: 'Voucher {voucher} is a recovery and no payment: it is not reversed as one.',
    next: {
      zh: '追回的款项没有到账或登记有误的，登记“追回退回”。',
      en: 'Where its cash did not come, or it was recorded wrongly, record that the recovery is reversed.',
    },
  },
  'recovery-unknown': {
    zh: '没有凭证号为 {recovery} 的追回记录。',
    en: 'There is no recovery of voucher {recovery}.',
    next: { zh: '在付款一览中核对追回的凭证号。', en: 'Check the voucher in the list of payments.' },
  },
  'recovery-already-reversed': {
    zh: '凭证 {recovery} 的追回已登记退回。',
    en: 'The recovery of voucher {recovery} is reversed already.',
    next: {
      zh: '无须再次登记；款项又退来的，登记一笔新的追回。',
      en: 'Nothing more is needed; where the money comes after all, record another recovery.',
    },
  },
  'reversal-not-as-paid': {
    zh: '凭证 {voucher} 的“{field}”与登记付款时不符。',
    en: '{field} is not as voucher {voucher} was recorded.',
    next: {
      zh: '留空，或照登记付款时填写；这几栏只用于接管前的付款。',
      en: 'Leave it empty, or give it as it was paid: it is for payments before a taking over.',
    },
  },
  'opening-balance-unknown': {
    zh: '合同 {contract} 的接管余额中没有“{kind}”这类已付款。',
    en: 'The opening balances of contract {contract} hold no payment of kind "{kind}".',
    next: {
      zh: '写明接管时已有付款的合同编号和款项种类。',
      en: 'Give the contract and the kind of a payment that was taken over.',
    },
  },
  'reversal-over-opening': {
    row: 'P2',
    zh: '冲销 {amount} 元超过接管余额中还可冲销的“{kind}” {paid} 元。',
    en: 'A reversal of {amount} is over the {paid} of kind "{kind}" left in the opening balance.',
    next: {
      zh: '把冲销金额降到接管余额以内；接管后的付款按其凭证号冲销。',
      en: 'Reverse no more than that; a payment made since is reversed by its own voucher.',
    },
  },
  'restored-over-opening': {
    row: 'P2',
    zh: '恢复未扣回的预付款 {restored} 元超过该项接管余额中已扣回的 {recovered} 元。',
    en: 'Restoring {restored} of the advance is over the {recovered} that this opening balance had recovered.',
    next: {
      zh: '按被退回的那笔付款当时扣回的预付款填写，没有的留空。',
      en: 'Give what the payment that came back had recovered, or leave it empty.',
    },
  },
  'payment-already-reversed': {
    zh: '凭证 {voucher} 的付款已全部冲销。',
    en: 'The payment of voucher {voucher} is reversed already.',
    next: { zh: '无须再次冲销。', en: 'It need not be reversed again.' },
  },
  'reversal-over-unrecovered': {
    row: 'P2',
    zh: '冲销 {amount} 元超过可冲销的 {most} 元（未扣回预付款 {unrecovered} 元）。',
    en: 'A reversal of {amount} is over the {most} that can be taken back (unrecovered advance: {unrecovered}).',
    next: { zh: '把冲销金额降到可冲销额以内。', en: 'Reverse no more than that.' },
  },
  'reversal-in-part': {
    zh: '“{kind}”须整笔冲销：该凭证付了 {paid} 元，填的是 {amount} 元。',
    en: 'A {kind} is reversed as a whole: {paid} was paid, not {amount}.',
    next: { zh: '按原付款的全额填写冲销金额。', en: 'Give the whole amount of the payment.' },
  },
  'reversal-over-cut': {
    row: 'F3',
    zh: '冲销 {amount} 元超过审计核减的费用 {cut} 元。',
    en: 'A reversal of {amount} is over the {cut} that the audit took off the expenses.',
    next: {
      zh: '决算编制后，费用只能按审计核减的数额冲销。',
      en: 'After the final account take back only what the audit took off the expenses.',
    },
  },
  'reversal-over-paid': {
    row: 'P2',
    zh: '冲销 {amount} 元超过合同净付的 {paid} 元：部分款项已由承包人退回。',
    en: 'A reversal of {amount} is over the {paid} that is still paid: a part was paid back already.',
    next: {
      zh: '已由承包人退回的部分登记为追回，不再冲销。',
      en: 'What the contractor paid back is a recovery, not a reversal.',
    },
  },
  'recovery-from-another': {
    zh: '退款人 {payer} 不是承包人 {contractor}。',
    en: 'The payer {payer} is not the contractor {contractor}.',
    next: { zh: '退款人填承包人。', en: 'Give the contractor as the payer.' },
  },
  'recovery-of-nothing': {
    zh: '合同 {contract} 的追回须有退款或扣回预付款的金额。',
    en: 'A recovery on contract {contract} needs cash or an advance to set off.',
    next: { zh: '填写退回的现金或抵扣的预付款。', en: 'Give the cash paid back or the advance set off.' },
  },
  'recovery-over-overpaid': {
    row: 'P2',
    zh: '追回 {amount} 元超过多付的 {overpaid} 元。',
    en: 'A recovery of {amount} is over the {overpaid} that is overpaid.',
    next: { zh: '按多付金额填写，多退的部分另行处理。', en: 'Recover what is overpaid and no more.' },
  },
  'set-off-before-settlement': {
    zh: '结算审定之前，扣回预付款 {recovered} 元不得多于退回的现金 {amount} 元。',
    en: 'Before the settlement the advance recovered ({recovered}) cannot be more than the cash ({amount}).',
    next: {
      zh: '按退回的现金填写扣回预付款，或等结算审定后再抵扣。',
      en: 'Set off no more than the cash, or wait for the settlement.',
    },
  },
  'reviewed-over-certified': {
    row: 'P2',
    zh: '合同已解除，审定 {approved} 元不得超过已计量的 {certified} 元。',
    en: 'The contract is terminated: the reviewed {approved} cannot be over the {certified} certified.',
    next: {
      zh: '把审定金额降到已计量以内；漏计的先登记计量。',
      en: 'Lower the reviewed amount, or certify what was left out first.',
    },
  },
  'lot-still-open': {
    zh: '还有标段正在招标或已定标未签约：{lots}。',
    en: 'These lots are still being tendered, or awarded and not contracted: {lots}.',
    next: {
      zh: '先完成招标并签约，或登记取消中标、招标失败。',
      en: 'Finish and contract them, or record that award or tender came to nothing.',
    },
  },
  'entry-unknown': {
    zh: '本项目没有第 {revision} 条记录。',
    en: 'This project has no entry of revision {revision}.',
    next: { zh: '在项目轨迹中核对记录序号。', en: 'Check the revision in the project’s trail.' },
  },
  'field-not-clerical': {
    row: 'E2',
    zh: '第 {revision} 条（{event}）的“{field}”不是可更正的文字；金额、日期和结果须另行登记。',
    en: '{field} of entry {revision} ({event}) is no clerical field: amounts, dates and outcomes are undone by entries of their own.',
    next: {
      zh: '用变更、核减、冲销等相应事项登记实际情况。',
      en: 'Record what happened by a change, a reduction or a reversal.',
    },
  },
  'correction-shows-withheld': {
    row: 'D2',
    zh: '“{field}”不予公开，其更正内容也须一并不公开。',
    en: '{field} is withheld: its correction must be withheld as well.',
    next: {
      zh: '在不公开栏目中加入“更正后”，或先登记恢复公开。',
      en: 'Withhold the field "after" as well, or release the field first.',
    },
  },
  'correction-changes-nothing': {
    zh: '“{field}”的更正与现有内容相同。',
    en: 'The correction of {field} changes nothing.',
    next: {
      zh: '核对要更正的内容；相同则无须更正。',
      en: 'Check the text: where it is the same, nothing needs correcting.',
    },
  },
  'correction-not-valid': {
    zh: '更正后的“{field}”不符合该栏目的填写要求。',
    en: 'The corrected {field} is not what that field takes.',
    next: {
      zh: '按该栏目的要求填写，例如名称不超过 200 字、不换行。',
      en: 'Write it as the field asks: a name, for one, is a single line.',
    },
  },
  'field-already-closed': {
    zh: '“{field}”现在本来就不公开。',
    en: '{field} is not public now anyway.',
    next: { zh: '无须再登记不予公开。', en: 'Nothing more is needed.' },
  },
  'field-not-withheld': {
    zh: '{event} 的“{field}”并未依法不公开，无须公开。',
    en: '{field} of {event} is not withheld, so it cannot be released.',
    next: { zh: '该栏目已经公开，无须办理。', en: 'It is public already: nothing more is needed.' },
  },
  'rule-restates-invariant': {
    zh: '规则 {rule} 是账本的底线，不得停止执行，也不得改为提示。',
    en: 'Rule {rule} is one of the ledger’s own bounds: it can be neither repealed nor reduced to a warning.',
    next: { zh: '这条规则只能收紧，不能停用。', en: 'Such a rule can be tightened only.' },
  },
  'rule-never-refuses': {
    zh: '规则 {rule} 由时钟或跨项目比较评判，只能提示，不能拒绝登记。',
    en: 'Rule {rule} is judged by a clock or across projects: it can warn, never refuse an entry.',
    next: {
      zh: '把处理方式改为“提示”；逾期的事项照样登记，并公开逾期。',
      en: 'Adopt it as a warning: what is late is recorded all the same, and shown as late.',
    },
  },
  'override-subject-unknown': {
    zh: '规则 {rule} 的豁免对象（{subjectKind} {subject}）不存在。',
    en: 'An override of rule {rule} is for a {subjectKind} {subject} that does not exist.',
    next: {
      zh: '核对编号；尚未划分的标段、尚未签订的合同只能豁免划分、签订时核查的规则。',
      en: 'Check the number; what is still to be planned or signed can be exempt only of rules judged then.',
    },
  },
  'rule-retroactive': {
    zh: '规则 {rule} 拟于 {effectiveFrom} 变更，早于今天 {today}：规则不溯及既往。',
    en: 'Rule {rule} would change on {effectiveFrom}, before today {today}: rules are never retroactive.',
    next: { zh: '把日期改为今天或以后。', en: 'Give today or a later day.' },
  },
  'rule-version-pending': {
    zh: '规则 {rule} 已有将于 {effectiveFrom} 生效的版本。',
    en: 'Rule {rule} has a version already that takes effect on {effectiveFrom}.',
    next: {
      zh: '等该版本生效后再采用，或采用更晚生效的版本。',
      en: 'Adopt one that takes effect later than that.',
    },
  },
  'rule-value-unfit': {
    zh: '规则 {rule} 的值须与现行版本同类（单位 {unit}），填的是 {value}。',
    en: 'The value of rule {rule} must be of the kind it has ({unit}), not {value}.',
    next: {
      zh: '参照规则表（/rules）中的现行值填写。',
      en: 'Write it as the value in the table of rules (/rules).',
    },
  },
  'rule-loosened-locally': {
    zh: '{layer}只能收紧规则 {rule}，不能放宽（现为 {before}，拟为 {value}）。',
    en: '{layer} can only tighten rule {rule}, not loosen it (now {before}, proposed {value}).',
    next: {
      zh: '改为同等或更严的值；放宽须由上一层级规定。',
      en: 'Give a value as strict or stricter; only the layer above can loosen it.',
    },
  },
  'rule-not-in-force': {
    zh: '规则 {rule} 现未施行。',
    en: 'Rule {rule} is not in force.',
    next: {
      zh: '在规则表（/rules）中核对规则编号与施行日期。',
      en: 'Look the rule and its dates up in the table of rules (/rules).',
    },
  },
  'not-invited': {
    zh: '{observer} 未受邀见证该标段的招标。',
    en: '{observer} was not invited to the tender of this lot.',
    next: { zh: '由招标人先登记邀请。', en: 'The employer records the invitation first.' },
  },
  'confirmed-by-its-preparer': {
    zh: '复核人不能是编制人本人。',
    en: 'Whoever prepared an entry cannot confirm it.',
    next: { zh: '请另一位有权复核的人复核。', en: 'Have another person who may confirm it do so.' },
  },
  'not-entitled': {
    zh: '{role}无权办理“{command}”。',
    en: 'A {role} may not do {command}.',
    next: { zh: '请有权办理的人员办理。', en: 'Ask somebody whose role may do it.' },
  },
  'not-own-project': {
    zh: '只能办理本单位的项目（建设单位：{owner}）。',
    en: "Only the owner's own officers may do this (owner: {owner}).",
    next: { zh: '请建设单位的人员办理。', en: 'Ask an officer of the owner.' },
  },
  'not-the-engineer': {
    zh: '只有合同 {contract} 的监理单位（{engineer}）可以计量。',
    en: 'Only the engineer of contract {contract} ({engineer}) may certify.',
    next: { zh: '请该监理单位登记计量。', en: 'Ask that engineer to certify.' },
  },
  'document-unknown': {
    zh: '没有上传过散列值为 {sha256} 的文件，请先上传。',
    en: 'No document with hash {sha256} was uploaded: upload it first.',
    next: { zh: '先上传文件，再引用其散列值。', en: 'Upload the document, then name its hash.' },
  },
  'document-differs': {
    zh: '文件 {sha256} 的类型或大小与上传的不一致。',
    en: 'Type or size of document {sha256} differ from what was uploaded.',
    next: { zh: '按上传时返回的类型和大小填写。', en: 'Give type and size as the upload answered them.' },
  },
  'ledger-already-open': {
    zh: '账本已开启：{name}。',
    en: 'The ledger is already open: {name}.',
    next: { zh: '账本只开立一次，直接使用即可。', en: 'A ledger is opened once: use it as it is.' },
  },
  'submission-not-waiting': {
    zh: '该申请现处于“{state}”，不能进行此项。',
    en: 'The submission is {state}; this is not possible now.',
    next: { zh: '刷新后查看该申请的现状。', en: 'Reload the submission to see how it stands.' },
  },
  'personal-data-erased': {
    zh: '所填个人信息已依法删除，请撤回后重新编制。',
    en: 'Personal data in it was erased by law: withdraw it and prepare it again.',
    next: { zh: '由编制人撤回，重新编制。', en: 'Its preparer withdraws it and prepares it again.' },
  },
  'submission-not-the-preparers': {
    zh: '只有编制人本人可以撤回。',
    en: 'Only the person who prepared it may withdraw it.',
    next: {
      zh: '请编制人撤回；复核人可以退回。',
      en: 'Ask its preparer to withdraw it; who confirms may return it.',
    },
  },
} as const satisfies Record<string, Invariant>;

export type InvariantId = keyof typeof invariants;
