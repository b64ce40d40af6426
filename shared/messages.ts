import { type ErrorBody, type ErrorCode, type ErrorParams, isProblems } from './errors'
import { exchangeWords, type Words } from './messages-exchange'
import { rolesWithNamed } from './rights'

/** What a person reads when something fails: what happened, what was kept, what to do now. */
export interface Message {
  readonly title: string
  readonly detail: string
  readonly action: string
}

const kept = '已录入的内容都还在。'

/** `{name}` stands for a parameter of the error. */
const words: Readonly<Record<ErrorCode, Words>> = {
  ...exchangeWords,
  unexpected: ['程序出现意外问题', kept, '请再试一次；仍不行，请重新打开程序并告诉管理员。'],
  'call.unknown': ['程序无法识别这项操作：{call}', kept, '请重新打开程序；界面与数据引擎的版本可能不一致。'],
  'call.invalid': ['送来的内容格式不对', kept, '请检查填写的内容后再试。'],
  usage: ['命令有误：{detail}', '没有做任何改动。', '请查看帮助：yuanba help。'],
  'record.invalid': ['有内容需要改正', '填写的内容都还在，尚未保存。', '请按提示逐项改正后再保存。'],
  'record.erased': [
    '这条记录已被清除',
    '由“{site}”于{at}清除，理由：{reason}。内容已不存在，无法找回。',
    '请返回列表。',
  ],
  'record.not-erasable': ['“{kind}”不能清除', '没有做任何改动。', '其他记录要引用它，请改用停用或删除。'],
  'record.not-found': ['找不到这条记录', '它可能已被清除，或属于别的单位。', '请返回列表重新查找。'],
  'record.wrong-owner': ['“{kind}”由区级统一维护', '没有做任何改动。', '如需修改，请联系区级单位。'],
  'record.out-of-scope': [
    '所选单位不属于本街道',
    '填写的内容都还在，尚未保存。',
    '请改选本街道的村（社区）。',
  ],
  'record.decided': [
    '这次修改是在几种内容中作的决定，不能撤销',
    '没有做任何改动。',
    '如需更改，请直接修改这一项；几种内容都在修改历史里。',
  ],
  'record.decided-empty': [
    '{record}的“{label}”必须填写，不能按空的内容决定',
    '没有做任何决定，几种内容都还在。',
    '请采用另一种内容，或选“都不采用，重新填写”。',
  ],
  'bulk.too-many': [
    '一次最多处理 {max} 条记录，符合条件的更多',
    '没有改动任何记录。',
    '请缩小筛选范围（例如按月份或单位）后分几次处理。',
  ],
  'views.too-many': ['一个列表最多保存 {max} 个视图', '没有保存这个视图。', '请先删除不用的视图，再保存。'],
  'find.too-often': [
    '一小时内最多按完整的姓名或号码查找 {max} 次',
    '没有改动任何记录。',
    '请等 {minutes} 分钟再查，或请有权查看完整信息的同事来查。',
  ],
  'table.unreadable': [
    '这个文件不是表格，或者坏了',
    '没有导入任何内容。',
    '请用 WPS 或 Excel 打开核对，另存为 .xlsx 再导入。',
  ],
  'table.locked': [
    '这个表格设了打开密码',
    '没有导入任何内容。',
    '请在 WPS 或 Excel 里去掉密码，保存后再导入。',
  ],
  'table.too-large': [
    '这个表格太大（超过 {max} MB）',
    '没有导入任何内容。',
    '请把要导入的内容复制到一张新表里再导入。',
  ],
  'table.too-heavy': [
    '这个表格要用的内存或时间太多',
    '没有导入任何内容。',
    '请把要导入的内容复制到一张新表里，存为 .xlsx 再导入。',
  ],
  'table.no-sheet': ['文件里没有“{sheet}”这张表', '没有导入任何内容。', '请核对表的名称。'],
  'table.empty': [
    '这张表里没有找到可以导入的行',
    '没有导入任何内容。',
    '请核对是不是选错了表，列名在不在前 20 行里。',
  ],
  'table.too-many': [
    '这张表有 {rows} 行，一次最多导入 {max} 行',
    '没有导入任何内容。',
    '请分成几份，一份一份地导入。',
  ],
  'table.mark-broken': [
    '最后一列的记录标识不完整',
    '这一行没有导入。',
    '要修改原来的记录，请重新导出；要新增，请清空这一行的最后一列。',
  ],
  'table.mark-twice': [
    '这一行和第 {line} 行是同一条记录',
    '这一行没有导入。',
    '确实是另一条的，请选“作为新的导入”。',
  ],
  'table.changed-since': [
    '{fields}在表格和程序里都改过',
    '这一行没有导入，程序里的没有动。',
    '要用表格里的，请选“按表格修改”。',
  ],
  'bulk.unknown': ['没有找到这一次批量处理，或它已经撤销', '没有改动任何记录。', '请刷新后再看。'],
  'record.changed': [
    '这条记录在您打开以后被 {by} 改过',
    '没有保存；{by} 的修改和您填写的都还在。',
    '请对照两边的内容，核对后再保存一次。',
  ],
  'record.stale': ['这条记录刚刚又有了新的修改', '没有覆盖任何人的修改。', '请重新打开记录，看过后再改。'],
  'record.wrong-state': [
    '这条记录现在是“{state}”，不能“{move}”',
    '没有做任何改动。',
    '请刷新后查看办理进度。',
  ],
  'record.closed': [
    '这条记录已经{state}，不能再修改、办理或转出',
    '没有做任何改动。',
    '确需办理的，请重新登记一条。',
  ],
  'record.merged': [
    '这条记录已并入“{into}”',
    '没有做任何改动。',
    '如果不是同一件事，请在那条记录上点“取消合并”。',
  ],
  'record.not-mergeable': [
    '这两条记录不能合并',
    '没有做任何改动。',
    '只有同一种、都没有删除的两条记录才能合并。',
  ],
  'record.no-conflict': ['这一项已经没有不同的内容', '没有做任何改动。', '请刷新后再看。'],
  'kind.unknown': ['没有“{kind}”这类记录', '没有做任何改动。', '请核对名称；也可能需要升级程序。'],
  'attachment.not-allowed': ['“{kind}”不带附件', '没有做任何改动。', '请把附件加在活动、院坝会等记录上。'],
  'attachment.wrong-type': [
    '这种文件不能作附件：{file}',
    '没有做任何改动。',
    '附件可以是照片（JPG、PNG、WebP）或扫描件（PDF）；其他格式请先另存为 PDF。',
  ],
  'attachment.too-large': [
    '附件太大：{file}',
    '没有做任何改动。',
    '每个附件最大 {max}，请压缩或分成几个后再加。',
  ],
  'attachment.too-wide': [
    '照片太大：{file}（{width}×{height} 像素）',
    '没有做任何改动。',
    '照片的长边最多 {max} 像素。请在窗口里添加，那里会自动缩小；用命令行添加的，请先缩小。',
  ],
  'attachment.too-many': [
    '这条记录的附件已达上限',
    '没有做任何改动。',
    '每条记录最多 {max} 个附件，请先移除不需要的。',
  ],
  'attachment.not-found': [
    '找不到这个附件',
    '它可能已被移除。',
    '请刷新后再看；移除过的附件可以在“修改历史”中查到。',
  ],
  'attachment.missing': [
    '附件未随本批到达：{file}',
    '记录本身是完整的。',
    '请从原电脑再导出一次，或向登记单位索取这个文件。',
  ],
  'attachment.not-shown': [
    '这张照片的尺寸异常，没有打开：{file}（{width}×{height} 像素）',
    '记录和文件都没有变化。',
    '本程序不会保存这么大的照片，请向登记单位核实文件来源；确需查看的，可以先另存到电脑上。',
  ],
  'attachment.damaged': [
    '附件的内容已损坏：{file}',
    '记录本身没有变化。',
    '请换一份完好的文件重新添加，或从备份中恢复。',
  ],
  'unit.not-found': ['找不到单位“{unit}”', '没有做任何改动。', '请核对单位的名称或编码。'],
  'unit.ambiguous': ['有多个单位叫“{unit}”', '没有做任何改动。', '请改用单位的编码或编号。'],
  'form.unknown': [
    '这条记录没有这种文书',
    '没有做任何改动。',
    '它可能已被删除，请刷新后从“文书”里重新选择。',
  ],
  'deadline.none': ['这条记录现在没有这个期限', '没有做任何改动。', '起算日期可能已被改动，请刷新后再看。'],
  'user.not-found': ['没有叫“{user}”的用户', '没有做任何改动。', '请刷新用户列表后再看。'],
  'user.self': [
    '不能移除自己，也不能改自己的角色',
    '没有做任何改动。',
    '请由另一位管理人员操作；本机始终至少留有一位管理。',
  ],
  'user.exists': ['已经有叫“{user}”的用户', '没有做任何改动。', '请换一个用户名。'],
  'passphrase.weak': [
    '这个口令容易被猜中：口令{why}',
    '没有做任何改动。',
    '请换一句只有自己记得的话，或者点“生成”，使用程序生成的口令。',
  ],
  'passphrase.wrong': ['用户名或口令不对', kept, '请重新输入；注意大小写和输入法。'],
  'passphrase.wait': ['口令输错次数太多', kept, '请等待 {seconds} 秒后再试。'],
  'hub.unguarded': [
    '这个数据库身份不受各区隔离的约束，不能用来对外服务',
    kept,
    '请由数据库所有者运行“hub roles”，再用它写的文件启动。',
  ],
  'hub.refused': [
    '用户名、口令或验证码不对',
    kept,
    '请重新输入；验证码每 30 秒换一个，用过的不能再用。忘记的，请联系平台管理员重设。',
  ],
  'hub.busy': ['同时登录的人太多', kept, '请稍等片刻再试。'],
  'hub.not-here': ['平台上只能查看，没有这一项', '没有做任何改动。', '请在区（县）或街道的电脑上办理。'],
  'session.locked': ['程序已锁定', kept, '请输入口令后继续。'],
  'right.missing': ['您的角色没有这项权限', '没有做任何改动。', '{who}如确有需要，请联系本单位管理员。'],
  'profile.missing': [
    '这台电脑上还没有建立单位资料',
    '没有做任何改动。',
    '请先新建区级单位，或读取接入文件。',
  ],
  'profile.exists': ['这里已经有一份单位资料', '没有做任何改动。', '请直接登录；确需重建，请换一个文件夹。'],
  'hub.no-database': [
    '连不上市（省）级库的数据库',
    '没有做任何改动。',
    '请核对数据库的地址与用户，看数据库服务是否已启动，再试一次。',
  ],
  'hub.no-keys': [
    '找不到市（省）级库的密钥文件，或者文件已损坏',
    '没有做任何改动。',
    '请用 --folder 指明建库时的文件夹，或放回密钥文件 hub-keys.json。',
  ],
  'hub.keys-open': [
    '市（省）级库的密钥文件别人也能读',
    '没有做任何改动。',
    '请把 hub-keys.json 的权限改为只有本用户可读写（chmod 600），再试一次。',
  ],
  'hub.keys-old': [
    '市（省）级库已经换过密钥，这是换之前的',
    '没有做任何改动。',
    '请改用 --folder 那个文件夹里新的 hub-keys.json；由 systemd 凭据提供的，请更新凭据再启动。',
  ],
  'hub.other-keys': [
    '库里遮盖的内容是用另一套密钥加密的，或者被改过，打不开',
    '没有做任何改动。',
    '请放回这个库自己的 hub-keys.json；平台打不开的，用它再运行“hub roles”。没有密钥，谁也读不出这些内容。',
  ],
  'hub.exists': [
    '这里已经建过市（省）级库',
    '没有做任何改动，原来的库和密钥都还在。',
    '如需另建，请换一个文件夹和一个空的数据库。',
  ],
  'hub.not-begun': [
    '这个数据库还没有建成市（省）级库，或者与这个文件夹的密钥不是一套',
    '没有做任何改动。',
    '请先用 yuanba hub init 建库，或核对 --database 与 --folder。',
  ],
  'hub.rewound': [
    '下级单位收到过本库现在没有的内容：本库可能是用旧备份恢复的',
    '没有导入任何内容。',
    '请停止收发。有更新的备份的，用它恢复；没有的，运行“hub renew”换新密钥，再给各单位各导出一次。',
  ],
  'profile.in-use': [
    '资料正在被另一个窗口使用',
    '没有做任何改动。',
    '请先关闭另一个院坝普法台窗口或正在运行的命令。',
  ],
  'profile.on-network': [
    '资料放在另一台电脑的共享文件夹里，程序不在那里打开资料',
    '没有做任何改动。',
    '几台电脑同时写会损坏资料。请把资料文件夹放到这台电脑自己的磁盘上，各台电脑之间用U盘交换。',
  ],
  'profile.path-too-long': [
    '资料所在文件夹的路径太长，Windows 放不下其中的文件名',
    '没有做任何改动。',
    '请把资料文件夹放到层次少、名字短的位置，例如 D:\\普法，再打开。',
  ],
  'profile.damaged': [
    '无法读取资料文件',
    '程序没有改动它。',
    '请不要删除任何文件，用最近一次备份恢复，或联系管理员。',
  ],
  'profile.keys-changed': [
    '这台电脑上的密钥文件（keys.json）不是程序最后写的那一份，可能被换成旧的文件，或被人改动',
    '没有打开资料，也没有做任何改动。',
    '请用恢复密钥登录，或者用最近一次备份恢复；不知道是谁换的，请联系管理员。',
  ],
  'profile.rewound': [
    '这台电脑的资料曾退回到以前的状态，已换用新的电脑代号 {letter}',
    '没有丢失任何内容；以前的修改仍在原代号下，继续有效。',
    '请再导入一次这个文件，然后导出一次带给区级。',
  ],
  'profile.newer': ['这份资料由更新版本的程序建立', '没有做任何改动。', '请升级程序后再打开。'],
  'profile.trial-version': [
    '这份资料由正式启用之前的试用版建立，本版本无法打开',
    '没有做任何改动。',
    '请新建区级单位，或向区级索取新的接入文件，放到另一个文件夹。',
  ],
  'profile.read-only': ['这份资料由更新版本的程序建立，只能查看', '没有做任何改动。', '请升级程序后再录入。'],
  'profile.no-access': [
    '资料所在的文件夹不能读写',
    '这一步没有保存，以前的记录都在。',
    '请确认磁盘没有写保护、您对这个文件夹有读写权限，再试一次。',
  ],
  'profile.disk-failed': [
    '这台电脑的磁盘读写出错',
    '这一步没有保存，以前的记录都在。',
    '请检查磁盘是否已满，关闭程序后重新打开再试；仍不行，请尽快备份并联系管理员。',
  ],
  'profile.migration-failed': [
    '升级资料时出错，已停止打开',
    '升级前的副本保存在：{backup}',
    '请不要删除任何文件，联系管理员。',
  ],
  'file.unreadable': [
    '无法读取文件：{file}',
    '没有做任何改动。',
    '请确认U盘已插好、文件没有被其他程序打开，再试一次。',
  ],
  'file.unwritable': ['无法写入文件：{file}', kept, '请确认U盘没有写保护、没有被拔出，再试一次。'],
  'file.no-space': ['U盘或磁盘空间不够', kept, '请清理出空间，或换一个U盘再试。'],
  'file.too-large': [
    '文件太大，这个U盘存不下：{file}',
    kept,
    'FAT32 格式的U盘存不下 4 GB 以上的文件，请换一个 exFAT 或 NTFS 格式的U盘再试。',
  ],
  'file.verify-failed': [
    '写入后读回核对不一致，没有留下这个文件：{file}',
    kept,
    '这个U盘可能有问题，请换一个U盘再做一次。',
  ],
  'file.unknown': ['没有选定文件', '没有做任何改动。', '请重新选择文件或文件夹。'],
  'backup.not-a-backup': [
    '这不是院坝普法台的备份文件：{file}',
    '没有恢复任何内容。',
    '请选择扩展名为 .ybk 的文件。',
  ],
  'backup.incomplete': [
    '备份 {file} 旁边缺少文件夹 {folder} 里的文件',
    '没有恢复任何内容。自动备份的内容有一部分放在这个文件夹里，几份备份共用。',
    '请把备份文件和这个文件夹放在一起再恢复；文件夹丢了的，请换另一份备份。',
  ],
  'backup.damaged': [
    '备份文件不完整或已损坏：{file}',
    '没有恢复任何内容，备份文件没有改动。',
    '请换一个U盘上的备份，或用更早的一份备份。',
  ],
  'restore.who': [
    '要由这台电脑现在的管理来恢复，备份里是管理还不够',
    '没有恢复任何内容，现在的资料没有改动。',
    '请核对现在的姓名和口令；口令在备份后换过，或由另一位管理同意的，请勾选“另填现在的管理”。也可以用恢复密钥。',
  ],
  'rescue.nothing': [
    '资料文件里没有找到能读出的记录',
    '没有写出任何文件，资料文件没有改动。',
    '请用最近一次备份恢复；没有备份的，请导出诊断交给管理员，不要删除任何文件。',
  ],
  'rescue.who': [
    '抢救数据要由管理来做，这里看不出您是不是管理',
    '没有写出任何文件，资料文件没有改动。',
    '请由本机现在的管理输入口令；借备份打开而口令在备份后换过的，请勾选“另填现在的管理”。也可以用恢复密钥。',
  ],
  'recovery.wrong': [
    '恢复密钥打不开这份备份',
    '没有恢复任何内容。',
    '请逐字核对恢复密钥（AGE-SECRET-KEY- 开头），并确认是本区的密钥。',
  ],
  'recovery.nobody-to-ask': [
    '这台电脑没有可以申请的上级，或者是刚从备份恢复的',
    '没有写出任何文件。',
    '请用恢复密钥登录；刚从备份恢复的，请用备份里的口令登录。',
  ],
  'recovery.no-request': [
    '这台电脑没有等待答复的申请',
    '没有做任何改动。',
    '请先写一份口令重设申请带到区级；用过的申请和答复不能再用。',
  ],
  'recovery.not-a-request': [
    '这不是口令重设申请文件：{file}',
    '没有写出答复，没有做任何改动。',
    '请选择街道电脑写的、扩展名为 .ybq 的文件。',
  ],
  'recovery.not-an-answer': [
    '这不是口令重设答复文件：{file}',
    '没有做任何改动，申请还在等待答复。',
    '请选择区级写的、扩展名为 .yba 的文件。',
  ],
  'recovery.not-genuine': [
    '这份申请核对不上，内容可能被改过',
    '没有写出答复，没有做任何改动。',
    '请让街道电脑重新写一份申请；再次出现时，请查明U盘由谁送来。',
  ],
  'recovery.other-key': [
    '恢复密钥打不开这份申请：{file}',
    '没有写出答复，没有做任何改动。',
    '请逐组核对恢复密钥；本区换过恢复密钥的，用那台电脑上次登录时的那一把；也可能是别的单位的申请。',
  ],
  'recovery.other-answer': [
    '这份答复不是给本机现在这份申请的：{file}',
    '没有做任何改动，申请还在等待答复。',
    '请向区级核对；重新写过申请的，只有最后一份申请的答复能用。',
  ],
  'recovery.outdated-answer': [
    '写申请以后本机换过数据密钥，这份答复打不开现在的资料',
    '没有做任何改动。',
    '请让已经能登录的人在“设置”里重设口令，或者重新写一份申请带到区级。',
  ],
  'recovery.other-fingerprint': [
    '核对词与这份申请不一致',
    '没有写出答复，没有做任何改动。',
    '请给街道打电话，按屏幕上的八个词再核对一次；确实不一致的，不要答复，请查明U盘由谁送来。',
  ],
  'recovery.answered': [
    '这份申请已经在 {at} 答复过，一份申请只答复一次',
    '没有写出答复，没有做任何改动。',
    '答复文件丢了的，请让街道电脑重新写一份申请。',
  ],
  'recovery.lost-computer': [
    '{computer} 已停用，不能答复它的申请',
    '没有写出答复，没有做任何改动。',
    '电脑找回来了的，请另做接入文件；它里面的资料请从最近一次导入和备份里找。',
  ],
  'slip.none': ['没有这一批的收发登记', '没有做任何改动。', '请在“收发登记”中核对批次和方向。'],
  'ledger.unknown': ['没有“{ledger}”这种台账', '没有做任何改动。', '请从列出的台账里选。'],
  'ledger.variant': ['{ledger}没有{variant}版', '没有打印，也没有写出文件。', '请把用途改选为{variants}。'],
  'ledger.column': [
    '{ledger}没有“{column}”这一列，或者{variant}版里不能有它',
    '没有打印，也没有写出文件。',
    '请从可选的列里选。',
  ],
  'ledger.too-long': [
    '这份台账有{rows}行，超过一次打印的上限',
    '没有打印，也没有写出文件。',
    '一次最多{most}行：请缩短时间、选一个单位，或者导出 Excel。',
  ],
  'report.unknown': ['没有“{report}”这种报表', '没有做任何改动。', '请核对报表名称。'],
  'measure.share': ['“{measure}”是比率，没有自己的记录', '没有做任何改动。', '请分别查看“{part}”和“{of}”。'],
  'report.not-frozen': ['没有找到这份定稿的报表', '没有做任何改动。', '请在报表页面重新选择，或先定稿。'],
  'report.frozen-damaged': [
    '这份定稿的报表内容已损坏，与定稿时的校验值不符',
    '没有显示任何内容，其他数据不受影响。',
    '请打印留存的纸质报表，或重新定稿；并在“检查与备份”里做一次检查。',
  ],
  'report.locked': [
    '“{title}”已定稿并锁定，所统计的日期、单位、数字和去留不能再改，记录也不能合并或取消合并',
    '没有做任何改动。',
    '文字仍可更正。确需改动的，请区级管理员在基础资料的“上报设置”里停用锁定，改好后重新定稿。',
  ],
  'measure.unknown': ['没有“{measure}”这个统计项', '没有做任何改动。', '请在“口径说明”中核对名称。'],
  'period.invalid': [
    '时间段有误：{period}',
    '没有做任何改动。',
    '请写成 2026-11、2026-Q4、2026-H1、2026、2026-11@26，或起止日期 2026-12-01..2026-12-07。',
  ],
  'practice.not-opened': [
    '练习资料没有打开',
    '正式资料没有受影响。',
    '请再点一次；还不行，重新启动程序再试。',
  ],
  'practice.stays-here': [
    '这是练习用资料，内容都是虚构的，不能导出给其他电脑',
    '没有写出任何文件。',
    '正式的资料请另外建立，在那里导出；打印、存为 Word 可以照常练习。',
  ],
  'demo.real-data': [
    '这里已经有正式录入的内容，不能再加示例数据',
    '没有做任何改动。',
    '请另选一个文件夹试用示例数据。',
  ],
  'task.cancelled': [
    '已按您的要求取消',
    '没有留下未完成的内容；取消之前已完整写入的仍然有效。',
    '需要时可以重新开始。',
  ],
  'engine.stopped': [
    '数据引擎意外停止，已重新启动',
    '已保存的内容都还在。',
    '请重新登录，再做一次刚才的操作。',
  ],
  'system.too-old': [
    '这台电脑的系统太旧，程序不能运行（系统的 glibc 是 {found}，至少要 {wanted}）',
    kept,
    '请升级操作系统，或换一台电脑使用。',
  ],
  'system.addon-unloadable': [
    '程序自带的数据库组件无法加载（{reason}）',
    kept,
    '请重新安装与这台电脑的系统和处理器相符的安装包；仍不行，请告诉管理员。',
  ],
}

/** The Chinese words for an error answer. */
export function messageFor(body: Pick<ErrorBody, 'code' | 'params'>): Message {
  const [title, detail, action] = words[body.code] ?? words.unexpected
  const params = body.code === 'right.missing' ? { ...body.params, who: whoMay(body.params) } : body.params
  return { title: fill(title, params), detail: fill(detail, params), action: fill(action, params) }
}

/** Whose step it is that somebody else tried. */
function whoMay({ right }: ErrorParams): string {
  const roles = rolesWithNamed(right)
  return roles === '' ? '' : `这一步由角色为“${roles}”的人来做。`
}

function fill(text: string, params: ErrorParams): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    return value === undefined || isProblems(value) ? '' : String(value)
  })
}

/** One sentence for an error answer, for the command line and the log of refused files. */
export function sentenceFor(body: Pick<ErrorBody, 'code' | 'params'>): string {
  const { title, detail, action } = messageFor(body)
  return [title, detail, action]
    .map((part) => part.replace(/。$/, ''))
    .join('。')
    .concat('。')
}
