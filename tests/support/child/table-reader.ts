/** The thread that reads one workbook, as the program ships it. */
import '../../../electron/hosts/table-reader'
