; A program for tests that takes the place of yuanba.exe where no Electron for Windows can be had. It notes what it was
; started with in %APPDATA%\FOLDER\started.txt; with `--stay` it then runs until somebody ends it. It shows nothing.

Unicode true
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
Name "stand-in"
OutFile "${OUT}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "stand-in"
VIAddVersionKey /LANG=0 "FileDescription" "stand-in"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "none"

!include FileFunc.nsh
!include LogicLib.nsh

Section
  CreateDirectory "$APPDATA\${FOLDER}"
  ${GetParameters} $0
  FileOpen $1 "$APPDATA\${FOLDER}\started.txt" w
  FileWriteUTF16LE /BOM $1 "$0"
  FileClose $1
  ${DoWhile} $0 == "--stay"
    Sleep 100
  ${Loop}
SectionEnd
