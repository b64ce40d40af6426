import { type ThemeConfig, theme as themes } from 'antd'

/**
 * The only colours of the window (`tests/unit/renderer/theme.test.ts` looks for others). Everything else names them: antd by
 * its tokens, style sheets by `var` and the name behind two dashes. A scheme is the same names with other values.
 */
export interface Colours {
  /** Behind everything. */
  readonly page: string
  /** Cards, lists, bars, fields. */
  readonly surface: string
  readonly line: string
  /** Edges of what can be typed in or pressed: 3 to 1 at least. */
  readonly lineStrong: string
  readonly ink: string
  readonly label: string
  /** Actions and focus, nothing else. */
  readonly accent: string
  readonly accentDeep: string
  /** What is written on the accent. */
  readonly onAccent: string
  /** What is chosen or current. */
  readonly pale: string
  /** 要您处理. */
  readonly amber: string
  readonly amberPale: string
  readonly amberLine: string
  /** 逾期、错误. */
  readonly red: string
  readonly redPale: string
  readonly redLine: string
  /** 已收到、已完成. */
  readonly green: string
  readonly greenPale: string
  readonly greenLine: string
  /** Under menus, dialogs and notes in the corner. */
  readonly shadow: string
  /** A sheet of paper stays paper in every scheme. */
  readonly sheet: string
  readonly sheetInk: string
  readonly sheetEdge: string
  /** Bars and lines of charts, in their order. */
  readonly series1: string
  readonly series2: string
  readonly series3: string
  readonly series4: string
}

const paper = { sheet: '#ffffff', sheetInk: '#000000', sheetEdge: '#c5cad0' }

const light: Colours = {
  page: '#f6f7f9',
  surface: '#ffffff',
  line: '#dde1e7',
  lineStrong: '#848d99',
  ink: '#1b2430',
  label: '#4a5568',
  accent: '#1c4e8f',
  accentDeep: '#133a6d',
  onAccent: '#ffffff',
  pale: '#e8eff8',
  amber: '#7a4a00',
  amberPale: '#fff5e0',
  amberLine: '#d9ae5f',
  red: '#b3261e',
  redPale: '#fdeeec',
  redLine: '#dd9a95',
  green: '#1e6b34',
  greenPale: '#e9f5ed',
  greenLine: '#8fc3a0',
  shadow: 'rgb(27 36 48 / 18%)',
  ...paper,
  series1: '#1c4e8f',
  series2: '#b06a00',
  series3: '#2f7d4b',
  series4: '#8a5a9e',
}

const dark: Colours = {
  page: '#12161c',
  surface: '#1b2129',
  line: '#323b47',
  lineStrong: '#76828f',
  ink: '#e7ebf0',
  label: '#aab5c3',
  accent: '#8db8f2',
  accentDeep: '#b4d1f8',
  onAccent: '#0f1720',
  pale: '#243449',
  amber: '#f0bf6a',
  amberPale: '#352a17',
  amberLine: '#8f6d2e',
  red: '#ff9d94',
  redPale: '#3a2020',
  redLine: '#98504b',
  green: '#86d19d',
  greenPale: '#1a3023',
  greenLine: '#467d58',
  shadow: 'rgb(0 0 0 / 55%)',
  ...paper,
  series1: '#8db8f2',
  series2: '#f0bf6a',
  series3: '#86d19d',
  series4: '#cfa6e0',
}

const contrast: Colours = {
  page: '#ffffff',
  surface: '#ffffff',
  line: '#000000',
  lineStrong: '#000000',
  ink: '#000000',
  label: '#000000',
  accent: '#00307a',
  accentDeep: '#001a45',
  onAccent: '#ffffff',
  pale: '#ffef9e',
  amber: '#5c3300',
  amberPale: '#ffffff',
  amberLine: '#5c3300',
  red: '#8f0000',
  redPale: '#ffffff',
  redLine: '#8f0000',
  green: '#004d17',
  greenPale: '#ffffff',
  greenLine: '#004d17',
  shadow: 'rgb(0 0 0 / 55%)',
  ...paper,
  sheetEdge: '#000000',
  series1: '#00307a',
  series2: '#8f4a00',
  series3: '#004d17',
  series4: '#5a0070',
}

/** Where the system forces its colours, ours are its words for them. */
const forced: Colours = {
  page: 'Canvas',
  surface: 'Canvas',
  line: 'CanvasText',
  lineStrong: 'ButtonBorder',
  ink: 'CanvasText',
  label: 'CanvasText',
  accent: 'LinkText',
  accentDeep: 'LinkText',
  onAccent: 'Canvas',
  pale: 'Canvas',
  amber: 'CanvasText',
  amberPale: 'Canvas',
  amberLine: 'CanvasText',
  red: 'CanvasText',
  redPale: 'Canvas',
  redLine: 'CanvasText',
  green: 'CanvasText',
  greenPale: 'Canvas',
  greenLine: 'CanvasText',
  shadow: 'transparent',
  sheet: 'Canvas',
  sheetInk: 'CanvasText',
  sheetEdge: 'CanvasText',
  series1: 'CanvasText',
  series2: 'LinkText',
  series3: 'GrayText',
  series4: 'Highlight',
}

/** Every scheme by its name; `forced` is the system's own and nobody chooses it here. */
export const schemes = { light, dark, contrast, forced } as const
export type Scheme = keyof typeof schemes

/** The names of the variables: `accentDeep` is `--accent-deep`. */
export function cssVariables(scheme: Scheme): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(schemes[scheme]).map(([name, value]) => [
      `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  )
}

const systemFonts =
  '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif'

/**
 * antd's tokens. @param zoom percent of the type; everything scales with it
 * @param scheme where the system forces colours, antd's own are computed from the light ones and then replaced by the browser
 */
export function themeFor(zoom: number, scheme: Scheme): ThemeConfig {
  const scale = zoom / 100
  const colours = scheme === 'forced' ? light : schemes[scheme]
  return {
    // Its rules come with the page (build/antd-style.mjs); of a theme only the variables are made here.
    zeroRuntime: true,
    hashed: false,
    algorithm: scheme === 'dark' ? themes.darkAlgorithm : themes.defaultAlgorithm,
    token: {
      fontFamily: systemFonts,
      fontSize: 15 * scale,
      fontSizeSM: 13 * scale,
      fontSizeLG: 16 * scale,
      lineHeight: 22 / 15,
      sizeUnit: 4 * scale,
      controlHeight: 40 * scale,
      controlHeightSM: 32 * scale,
      borderRadius: 6,
      borderRadiusSM: 6,
      borderRadiusLG: 6,
      ...antdColours(colours),
      controlOutlineWidth: 0,
      motion: false,
      boxShadow: `0 4px 16px ${colours.shadow}`,
      boxShadowSecondary: `0 4px 16px ${colours.shadow}`,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
      Select: { optionSelectedBg: colours.pale, optionActiveBg: colours.page },
      Tabs: { titleFontSize: 15 * scale },
      Segmented: { itemSelectedBg: colours.pale, itemColor: colours.ink, itemSelectedColor: colours.ink },
      Tooltip: { colorBgSpotlight: colours.ink, colorTextLightSolid: colours.surface },
    },
  }
}

/** Our names under antd's. */
function antdColours(colours: Colours): NonNullable<ThemeConfig['token']> {
  const { accent, accentDeep, label, ink } = colours
  return {
    colorPrimary: accent,
    colorInfo: accent,
    colorLink: accent,
    colorLinkHover: accentDeep,
    colorLinkActive: accentDeep,
    colorPrimaryHover: accentDeep,
    colorPrimaryActive: accentDeep,
    colorPrimaryText: accent,
    colorPrimaryBg: colours.pale,
    colorPrimaryBgHover: colours.pale,
    colorTextLightSolid: colours.onAccent,
    colorSuccess: colours.green,
    colorWarning: colours.amber,
    colorError: colours.red,
    colorErrorText: colours.red,
    colorText: ink,
    colorTextHeading: ink,
    colorTextSecondary: label,
    colorTextTertiary: label,
    colorTextQuaternary: label,
    colorTextPlaceholder: label,
    colorTextDisabled: label,
    colorTextDescription: label,
    colorIcon: label,
    colorBorder: colours.lineStrong,
    colorBorderSecondary: colours.line,
    colorSplit: colours.line,
    colorBgLayout: colours.page,
    colorBgBase: colours.surface,
    colorBgContainer: colours.surface,
    colorBgElevated: colours.surface,
    colorBgContainerDisabled: colours.page,
    colorFillAlter: colours.page,
    colorInfoBg: colours.pale,
    colorInfoBorder: colours.line,
    colorSuccessBg: colours.greenPale,
    colorSuccessBorder: colours.greenLine,
    colorWarningBg: colours.amberPale,
    colorWarningBorder: colours.amberLine,
    colorErrorBg: colours.redPale,
    colorErrorBorder: colours.redLine,
    // What shows the keyboard's place: as strong as the text.
    colorPrimaryBorder: accent,
  }
}
