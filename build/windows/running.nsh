; Refuses while the program runs, in the wizard and silently (exit code 5). Shared by setup.nsi and by what
; electron-builder's own script includes, so that both setups end alike.
;
; Windows keeps the file of a running program open: nobody can open it for writing then. That holds for every user and
; session of the computer, needs no list of processes, and asks no PowerShell, which many offices forbid.

!include LogicLib.nsh

!define EXIT_RUNNING 5

; `FOLDER` is where the program lies; $0 is used up.
!macro RefuseWhileRunning FOLDER EXECUTABLE TITLE
  ${DoWhile} ${FileExists} "${FOLDER}\${EXECUTABLE}"
    ClearErrors
    FileOpen $0 "${FOLDER}\${EXECUTABLE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE} 正在运行。请先关闭它的窗口,再点「重试」。" /SD IDCANCEL IDCANCEL`
      SetErrorLevel ${EXIT_RUNNING}
      Quit
    ${EndIf}
  ${Loop}
!macroend
