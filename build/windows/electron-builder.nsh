; What electron-builder's own setup script takes in (`nsis.include`), so that it ends as setup.nsi does.

!include "${PROJECT_DIR}/build/windows/running.nsh"

; Its own way asks PowerShell for processes, and ends them: a silent upgrade would cut off whoever is typing.
!macro customCheckAppRunning
  !insertmacro RefuseWhileRunning "$INSTDIR" "${APP_EXECUTABLE_FILENAME}" "${PRODUCT_NAME}"
!macroend

; It keeps a copy of the whole setup for an updater over the network, which this program does not have.
!macro customInstall
  Delete "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}"
  RMDir "$LOCALAPPDATA\${APP_PACKAGE_NAME}-updater"
!macroend
