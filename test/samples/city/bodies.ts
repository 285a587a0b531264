import type { Party } from '@sunlit/ledger';
import { drawFrom } from './random.js';

/** Everybody in the city. Bodies and people are invented; the districts' codes are of no real place, so no code is anybody's. */
const symbols = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code: seventeen symbols and the check digit of GB 32100. */
function creditCode(first17: string): string {
  const sum = [...first17].reduce((s, symbol, i) => s + symbols.indexOf(symbol) * (3 ** i % 31), 0);
  return first17 + symbols[(31 - (sum % 31)) % 31]!;
}

/** A company registered in a district: its number is drawn from its name. */
function company(name: string, district: string): Party & { readonly uscc: string } {
  const draw = drawFrom(name);
  const serial = Array.from({ length: 6 }, () => symbols[draw.whole(0, 30)]!).join('');
  return { uscc: creditCode(`91${district}MA2${serial}`), name };
}

const agency = (name: string, district: string, serial: string): Party & { readonly uscc: string } => ({
  uscc: creditCode(`12${district}MB${serial}`),
  name,
});

export type Body = Party & { readonly uscc: string };

/** The city itself, and its districts under invented codes. */
export const districts = {
  city: '331082',
  donghu: '339901',
  qingxi: '339902',
  jiangnan: '339903',
  yunling: '339904',
} as const;

/** An owner of projects with the officers who act for it, by login. */
export interface Owner {
  readonly body: Body;
  readonly region: string;
  readonly finance: readonly string[];
  readonly tender: readonly string[];
  readonly approver: readonly string[];
  /** Departments that answer for projects, and the official of each. */
  readonly departments: readonly (readonly [department: string, person: string])[];
  readonly phone: string;
}

const owner = (
  body: Body,
  region: string,
  prefix: string,
  departments: Owner['departments'],
  phone: string,
): Owner => ({
  ...{ body, region, departments, phone },
  ...{
    finance: [`${prefix}finance-1`, `${prefix}finance-2`],
    tender: [`${prefix}tender-1`, `${prefix}tender-2`],
  },
  approver: [`${prefix}approver-1`, `${prefix}approver-2`],
});

const { city, donghu, qingxi, jiangnan, yunling } = districts;

export const owners = {
  works: owner(
    { uscc: '11331082MB0X12345C', name: '临江市市政工程建设中心' },
    city,
    '',
    [
      ['工程管理科', '周明远'],
      ['照明管理科', '许闻澜'],
      ['桥隧科', '顾景行'],
    ],
    '0576-00000000',
  ),
  drainage: owner(
    agency('临江市排水与河道管理处', city, '1P00011'),
    city,
    'ps-',
    [
      ['管网建设科', '沈知白'],
      ['河道科', '陆承泽'],
    ],
    '0576-00000010',
  ),
  social: owner(
    agency('临江市社会事业工程建设中心', city, '1H00026'),
    city,
    'sh-',
    [
      ['教育工程科', '温以宁'],
      ['卫生工程科', '方怀瑾'],
    ],
    '0576-00000020',
  ),
  donghu: owner(
    agency('东湖区城市管理局', donghu, '1D00033'),
    donghu,
    'dh-',
    [
      ['市容环卫科', '叶清和'],
      ['园林绿化科', '宋时雨'],
    ],
    '0576-00000030',
  ),
  qingxi: owner(
    agency('清溪区住房和城乡建设局', qingxi, '1Q00047'),
    qingxi,
    'qx-',
    [
      ['城市更新科', '江望舒'],
      ['建设管理科', '罗既明'],
    ],
    '0576-00000040',
  ),
  yunling: owner(
    agency('云岭县交通与住建工程中心', yunling, '1Y00052'),
    yunling,
    'yl-',
    [
      ['公路建设科', '石青岩'],
      ['城建科', '马骁远'],
    ],
    '0576-00000050',
  ),
} as const satisfies Record<string, Owner>;

/** Who builds. Codes of the first eight are those of the small sample. */
export const builders = {
  jiangdong: { uscc: '91330000MA27AAAA0E', name: '江东建设有限公司' },
  donghu: { uscc: '91330000MA27CCCC0R', name: '东湖市政工程有限公司' },
  nanshan: { uscc: '91330000MA27DDDD0F', name: '南山路桥有限公司' },
  beihe: { uscc: '91330000MA27EEEE05', name: '北河建设集团有限公司' },
  chenhui: { uscc: '91331082MA2CH0821X', name: '江州晨辉机电安装有限公司' },
  mingguang: { uscc: '91331082MA2MG0817Y', name: '临江明光照明工程有限公司' },
  chengwan: { uscc: '91331082MA2CW08314', name: '澄湾市政建设有限公司' },
  shanhe: company('云岭山河建设有限公司', yunling),
  hongye: company('清溪宏业建筑工程有限公司', qingxi),
  zhucheng: company('江南筑城建设集团有限公司', jiangnan),
  shuili: company('临江水利水电工程有限公司', donghu),
  qinghe: company('青禾园林绿化工程有限公司', donghu),
  canglang: company('沧浪环境工程有限公司', jiangnan),
  changfeng: company('长风路桥建设有限公司', yunling),
  yonggu: company('永固基础工程有限公司', qingxi),
  ruijing: company('瑞景建筑装饰工程有限公司', donghu),
  tiangong: company('天工建筑安装有限公司', jiangnan),
  anju: company('安居城市更新工程有限公司', qingxi),
} as const satisfies Record<string, Body>;

/** Who supplies, supervises and designs. */
export const firms = {
  zhengxin: { uscc: '91330000MA27BBBB04', name: '正信工程监理有限公司' },
  hengzhun: company('衡准工程管理有限公司', jiangnan),
  jiangzhou: company('江州建设监理有限公司', donghu),
  designers: company('临江城市规划设计研究院有限公司', donghu),
  architects: company('筑方建筑设计有限公司', jiangnan),
  surveyors: company('经纬岩土勘察测绘有限公司', qingxi),
  xinghe: company('星河机电设备有限公司', jiangnan),
  wenbo: company('文博教学设备有限公司', qingxi),
  kangning: company('康宁医疗设备有限公司', donghu),
} as const satisfies Record<string, Body>;

/** The logins of each supervising firm's engineers. */
export const engineers: ReadonlyMap<string, string> = new Map([
  [firms.zhengxin.uscc, 'engineer-1'],
  [firms.hengzhun.uscc, 'hz-engineer-1'],
  [firms.jiangzhou.uscc, 'jz-engineer-1'],
]);

export const observers = {
  discipline: {
    body: { uscc: null, name: '中共临江市纪律检查委员会' },
    capacity: 'discipline-inspection',
    login: 'observer-3',
  },
  procuratorate: {
    body: { uscc: null, name: '临江市人民检察院' },
    capacity: 'procuratorate',
    login: 'observer-2',
  },
  notary: { body: { uscc: null, name: '临江市公证处' }, capacity: 'notary', login: 'observer-1' },
} as const;

export const auditing = {
  financeBureau: { uscc: null, name: '临江市财政投资评审中心' },
  auditOffice: { uscc: null, name: '临江市审计局' },
  consultant: company('公允工程造价咨询有限公司', donghu),
} as const;
