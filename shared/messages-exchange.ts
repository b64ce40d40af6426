import type { ErrorCode } from './errors'

/** What happened, what was kept, what to do now. */
export type Words = readonly [title: string, detail: string, action: string]

const notInstalled = '没有安装任何内容，程序和资料都没有变化。'
const unchanged = '没有导入任何内容，原有数据没有变化。'

/** The words for what can go wrong between two computers: joining, files that are exchanged, who may exchange with whom. */
export const exchangeWords = {
  'bundle.empty': [
    '文件是空的，没有任何内容：{bundle}',
    unchanged,
    '可能是U盘尚未写完就被拔出。请在原电脑重新导出一次，等提示导出完成、安全弹出U盘以后再拔。',
  ],
  'bundle.not-a-bundle': [
    '这不是院坝普法台的交换文件：{bundle}',
    unchanged,
    '请选择由院坝普法台导出、扩展名为 .ybb 的文件；扩展名没错的，请在原电脑重新导出一次。',
  ],
  'bundle.damaged': ['文件不完整或已损坏：{bundle}', unchanged, '请从原电脑重新导出一次，再拷过来。'],
  'bundle.forged': [
    '文件的签名不对，内容可能被改动过：{bundle}',
    unchanged,
    '请不要使用这个文件，向发出单位重新索取，并报告管理员。',
  ],
  'bundle.wrong-recipient': [
    '这个文件是给别的单位的：{bundle}',
    unchanged,
    '请核对后向发出单位索取给本单位的文件；本机如果用旧的资料副本覆盖过，请对方导出时选择本机现在显示的名称。',
  ],
  'bundle.unknown-sender': [
    '本机没有登记发出这个文件的电脑：{bundle}',
    unchanged,
    '请确认它已经用接入文件接入本单位。',
  ],
  'bundle.revoked-sender': [
    '发出这个文件的电脑已被停用：{bundle}',
    unchanged,
    '区级：请与街道核实，核实无误后管理人员可以仍然导入；那台电脑如果用旧的资料副本覆盖过，请先给它的这个代号导出一次，让它导入后换用新代号，再重新导出。街道：请与区级单位核实；区级换过电脑、确是新电脑发出的，管理人员可以仍然导入。',
  ],
  'bundle.forgotten-sender': [
    '发出这个文件的电脑（{from}）是在本机恢复所用的备份之后才接入的，本机已没有它的登记：{bundle}',
    unchanged,
    '请向该街道核实这台电脑仍由本单位人员使用、没有丢失；管理人员核实无误后，可以选择重新认可并导入。',
  ],
  'bundle.letter-given': [
    '发出这个文件的电脑（{from}）的电脑代号，本机恢复以后又发给了另一台电脑：{bundle}',
    unchanged,
    '请在那台电脑上做一次备份并恢复，它会换用新的电脑代号，再重新导出。',
  ],
  'bundle.not-permitted': [
    '文件里有发出单位无权改动的内容：{bundle}',
    unchanged,
    '请报告区级单位管理员核实。',
  ],
  'bundle.values-missing': [
    '文件里有的修改缺少内容，又没有区级清除它的记录：{bundle}',
    unchanged,
    '请发出单位重新导出一次；仍然这样，请报告区级单位管理员核实这台电脑。',
  ],
  'bundle.too-many-copies': [
    '发出文件的电脑资料副本过多，且各自写入过内容：{bundle}',
    unchanged,
    '请报告区级单位管理员核实这台电脑；确认无误后，给它重新接入。',
  ],
  'bundle.foreign-unit': [
    '文件里有记录写了别的街道的村（社区）：{bundle}',
    unchanged,
    '请向发出单位核实并改正后重新导出；如果是村（社区）划转，请先由区级在“单位”中改好上级单位。',
  ],
  'bundle.protocol': [
    '文件内容的顺序或格式不符合规定：{bundle}',
    unchanged,
    '请从原电脑重新导出；仍不行，请联系管理员。',
  ],
  'bundle.newer': ['文件由更新版本的程序导出：{bundle}', unchanged, '请升级本机程序后再导入。'],
  'bundle.older': ['文件由旧版本的程序导出：{bundle}', unchanged, '请发出单位升级程序后重新导出一次。'],
  'bundle.mass-delete': [
    '这个文件会删除 {deleted} 条记录，超过现有的一半',
    unchanged,
    '请先与发出单位核实；确认无误，再选择“仍然导入”。',
  ],
  'join.wrong-passphrase': ['接入口令不对', '没有做任何改动。', '请向区级单位核对接入口令。'],
  'join.damaged': ['接入文件不完整或已损坏', '没有做任何改动。', '请向区级单位重新索取接入文件。'],
  'join.older': [
    '接入文件由试用版本的程序制作',
    '没有做任何改动。',
    '请区级单位升级程序后重新制作一次接入文件。',
  ],
  'join.expired': [
    '接入文件已过期',
    '没有做任何改动。',
    '请先核对本机的日期。街道：日期没错的，请向区级单位重新索取接入文件；电脑上已有资料的，在“U盘交换”里读取新的接入文件。区级：请在电话中核实，再选择仍然准入。',
  ],
  'join.waiting': [
    '{from} 是一台新电脑，要由管理人员准入：{bundle}',
    '文件已存放在本机，还没有导入。',
    '请有管理权限的人在“U盘交换”里打电话和对方核对八个词，一致后准入，文件随即导入。',
  ],
  'join.refused': [
    '{from} 的电脑核对时不一致，{day} 已拒绝准入：{bundle}',
    unchanged,
    '请查明文件由谁送来。确是该单位的电脑，请重新生成一份接入文件，让对方在“U盘交换”的“重新接入”里读取，再带一个文件来，重新打电话核对。',
  ],
  'join.too-many': [
    '{from} 已有 {most} 个文件等待准入，不再存放：{bundle}',
    unchanged,
    '请有管理权限的人先在“U盘交换”里核对八个词，决定准入还是拒绝。准入以后对方下一个文件会带齐这一个里的内容。',
  ],
  'join.nobody': [
    '没有等待准入的电脑“{site}”',
    '没有做任何改动。',
    '请先导入它带来的文件；已经准入或已经拒绝的不再列出。',
  ],
  'join.other-fingerprint': [
    '核对词与等待准入的电脑（{from}）不一致',
    '没有准入，文件仍然存放在本机。',
    '请重新打开“U盘交换”，按屏幕上现在的八个词再核对一次；确实不一致，请选“不一致，拒绝”。',
  ],
  'join.used': [
    '接入文件或电脑代号 {letter} 已由另一台电脑用过',
    '没有准入，也没有写接入文件。',
    '写接入文件：请换一个代号。准入：请在电话中核实对方确有这台电脑，再选择仍然准入，程序另给一个电脑代号。',
  ],
  'join.outstanding': [
    '{letter} 机的接入文件已经写过一份，有效期至 {expires}，还没有电脑用它报到',
    '没有写新的接入文件。',
    '那份还在就用那份；确实丢了或用不了，再确认写一份。两份都用了的话，先报到的电脑用这个代号，另一台报到时由管理人员另给代号。',
  ],
  'recovery.second': [
    '恢复密钥由本单位的第一台电脑更换',
    '没有做任何改动。',
    '请在第一台电脑上更换；本机收到它的下一个文件后随之改用。',
  ],
  'sites.first': [
    '不能停用准入本机的电脑（{from}）',
    '没有做任何改动。',
    '那台电脑遗失的，请用它的备份在新电脑上恢复，再由新电脑处理。',
  ],
  'join.second': [
    '与上级的交换由本单位的第一台电脑办理',
    '没有做任何改动。',
    '请在第一台电脑上连接上级；本机的记录会随它的文件一并报送。',
  ],
  'join.admitted': ['区级单位已经接收本机，不需要新的接入文件', '没有做任何改动。', '照常导出、导入即可。'],
  'join.other-unit': [
    '这份接入文件是给“{unit}”的，与本机不是同一单位',
    '没有做任何改动。',
    '请向本街道所属的区级单位索取给本街道的接入文件。',
  ],
  'join.unit-taken': [
    '“{unit}”用的单位编号已经属于另一个单位',
    '没有准入，也没有导入它的内容。',
    '请打电话核实：本来就是那个单位的，请从原来的电脑（或它的备份）接着报送；不是的，不要准入。',
  ],
  'site.unknown': [
    '没有名称或识别码是“{site}”的电脑',
    '没有做任何改动。',
    '请核对名称（如“东街街道A”）或识别码；命令 site list 列出全部电脑。',
  ],
  'update.not-a-package': [
    '这不是院坝普法台的更新包：{file}',
    notInstalled,
    '请选择扩展名为 .ybu 的文件；扩展名没错的，请向发放单位重新拷贝。',
  ],
  'update.damaged': [
    '更新包不完整或已损坏：{file}',
    notInstalled,
    '请重新拷贝一次；仍不行，请向发放单位重新索取。',
  ],
  'update.unsigned': ['更新包没有签名：{file}', notInstalled, '请不要安装，向发放单位索取正式的更新包。'],
  'update.other-signer': [
    '更新包不是由本程序的发布方签名的：{file}',
    notInstalled,
    '请不要安装，报告管理员，向发放单位索取正式的更新包。',
  ],
  'update.forged': [
    '更新包的签名不对，内容可能被改动过：{file}',
    notInstalled,
    '请不要安装，报告管理员，向发放单位重新索取。',
  ],
  'update.newer-format': [
    '更新包的格式比本机程序新：{file}',
    notInstalled,
    '请先安装早一些的版本，再安装这一个。',
  ],
  'update.other-system': [
    '更新包是给 {wants} 的，本机是 {here}',
    notInstalled,
    '请向发放单位索取给本机系统的更新包。',
  ],
  'update.other-layout': [
    '更新包是给 {wants} 的，本机装的是 {here}',
    notInstalled,
    '两种安装包不能互相代替，装上会成为两个程序。请向发放单位索取和本机一样的那一种。',
  ],
  'update.not-newer': [
    '更新包是 {version} 版，本机已经是 {current} 版',
    notInstalled,
    '不用安装；需要退回旧版的，请联系管理员。',
  ],
  'update.older-schema': ['{version} 版打不开本机现在的资料', notInstalled, '请向发放单位索取更新的版本。'],
  'update.no-backup': [
    '安装之前的备份没有做成',
    notInstalled,
    '请检查磁盘空间，在“设置”的“检查与备份”里备份一次，再安装。',
  ],
  'peer.unknown': ['没有找到要交换的单位：{peer}', '没有做任何改动。', '请先选择一台已接入的电脑。'],
} satisfies Partial<Readonly<Record<ErrorCode, Words>>>
