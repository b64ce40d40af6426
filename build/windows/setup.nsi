; The Windows setup, made with nothing but NSIS and the plugins that come with it. build/packages/windows.mjs calls it and
; gives every name: NAME, EXECUTABLE, ID, VERSION, ICON, APP (the folder to install), OUT, LIST (what the uninstaller
; removes), TYPES (kinds of files). For one person, without administrator rights, for 64-bit Windows 10 and later.
;
; Exit codes, also of the uninstaller: 0 done, 1 cancelled, 2 not written, 5 the program runs, 6 Windows is too old,
; 7 the earlier version could not be removed.

Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include running.nsh

!define UNINSTALLER "uninstall.exe"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"
; Given by a newer setup to the uninstaller of an older version: files go, shortcuts and registration stay.
!define FOR_UPGRADE "/UPGRADE"
!define EXIT_OLD_WINDOWS 6
!define EXIT_OLD_VERSION 7

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\${EXECUTABLE}"
InstallDirRegKey HKCU "${LISTED}" "InstallLocation"
; A file that cannot be written ends the setup: half a program must not look like a whole one.
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "${LICENCE}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXECUTABLE}.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将卸载 ${NAME}。登记的资料不会删除,重新安装后可以继续使用。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; One kind of file that a double click opens. Windows asks the person where another program claims the kind too.
!macro RegisterType EXTENSION LABEL
  WriteRegStr HKCU "${CLASSES}\${ID}.${EXTENSION}" "" "${LABEL}"
  WriteRegStr HKCU "${CLASSES}\${ID}.${EXTENSION}\DefaultIcon" "" "$INSTDIR\${EXECUTABLE}.exe,0"
  WriteRegStr HKCU "${CLASSES}\${ID}.${EXTENSION}\shell\open\command" "" '"$INSTDIR\${EXECUTABLE}.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.${EXTENSION}" "" "${ID}.${EXTENSION}"
  WriteRegStr HKCU "${CLASSES}\.${EXTENSION}\OpenWithProgids" "${ID}.${EXTENSION}" ""
!macroend

; What another program has made of the kind since stays.
!macro ForgetType EXTENSION LABEL
  ReadRegStr $0 HKCU "${CLASSES}\.${EXTENSION}" ""
  ${If} $0 == "${ID}.${EXTENSION}"
    DeleteRegValue HKCU "${CLASSES}\.${EXTENSION}" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.${EXTENSION}\OpenWithProgids" "${ID}.${EXTENSION}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.${EXTENSION}\OpenWithProgids"
  DeleteRegKey /ifnosubkeys /ifnovalues HKCU "${CLASSES}\.${EXTENSION}"
  DeleteRegKey HKCU "${CLASSES}\${ID}.${EXTENSION}"
!macroend

; Explorer shows the icons of the kinds anew.
!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; Has the version in a folder take its files away, by its own list. $1 is used up.
!macro RemoveVersionIn FOLDER
  ${If} ${FileExists} "${FOLDER}\${UNINSTALLER}"
    !insertmacro RefuseWhileRunning "${FOLDER}" "${EXECUTABLE}.exe" "${NAME}"
    ClearErrors
    ExecWait '"${FOLDER}\${UNINSTALLER}" /S ${FOR_UPGRADE} _?=${FOLDER}' $1
    ${If} ${Errors}
    ${OrIf} $1 <> 0
      MessageBox MB_OK|MB_ICONSTOP "原来的版本没有卸载成功(代码 $1),没有安装新的版本。资料没有改动。请重新启动电脑后再试。" /SD IDOK
      SetErrorLevel ${EXIT_OLD_VERSION}
      Quit
    ${EndIf}
    Delete "${FOLDER}\${UNINSTALLER}"
    RMDir "${FOLDER}"
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} 需要 64 位的 Windows 10 或更高版本,这台电脑上不能安装。" /SD IDOK
    SetErrorLevel ${EXIT_OLD_WINDOWS}
    Quit
  ${EndIf}
FunctionEnd

Section
  !insertmacro RefuseWhileRunning "$INSTDIR" "${EXECUTABLE}.exe" "${NAME}"
  ; An earlier version may lie elsewhere: two programs over one set of records would be one too many.
  ReadRegStr $R0 HKCU "${LISTED}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIf} $R0 != $INSTDIR
    !insertmacro RemoveVersionIn "$R0"
  ${EndIf}
  !insertmacro RemoveVersionIn "$INSTDIR"

  SetOutPath "$INSTDIR"
  File /r "${APP}/*.*"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXECUTABLE}.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${EXECUTABLE}.exe"

  WriteRegStr HKCU "${LISTED}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\${EXECUTABLE}.exe,0"
  WriteRegStr HKCU "${LISTED}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" $0

  !define EachType "!insertmacro RegisterType"
  !include "${TYPES}"
  !undef EachType
  !insertmacro TellExplorer
SectionEnd

; Records lie under %APPDATA% and stay. What else somebody put into the folder stays too: only listed files go.
Section Uninstall
  !insertmacro RefuseWhileRunning "$INSTDIR" "${EXECUTABLE}.exe" "${NAME}"
  !include "${LIST}"
  ${GetParameters} $0
  ${GetOptions} $0 "${FOR_UPGRADE}" $1
  ${If} ${Errors}
    Delete "$INSTDIR\${UNINSTALLER}"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
    DeleteRegKey HKCU "${LISTED}"
    !define EachType "!insertmacro ForgetType"
    !include "${TYPES}"
    !undef EachType
    !insertmacro TellExplorer
  ${EndIf}
SectionEnd
