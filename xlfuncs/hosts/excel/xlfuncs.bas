Attribute VB_Name = "xlfuncs"
' xlfuncs {version}: worksheet functions for the electrochemistry of cells. MIT licence.
' Made by `xlfuncs install excel`: what is changed here is lost with the next one.
'
' Excel calls the Public functions at the end. Each hands its arguments to Python and turns what Python answers into
' cell values. Python is xlwings' COM server, started and stopped by the DLL of xlwings {xlwings_version}
' (Copyright (C) 2014-present, Zoomer Analytics LLC, BSD 3-clause licence; the DLL is not part of this file).
'
' All else is Private, and xlwings' own VBA is left out, on purpose: a Public procedure of an add-in can be called from
' any cell of any workbook, and xlwings' RunPython and RunFrozenPython start programs.
Option Explicit

#If Win64 Then
    {declaration_64}
    Private Const LIBRARY As String = "{library_64}"
#Else
    {declaration_32}
    Private Const LIBRARY As String = "{library_32}"
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal path As LongPtr) As LongPtr

Private Const SETTINGS As String = "{settings}"
Private Const ARGUMENTS As String = "{arguments}"
Private Const SECONDS_TO_WAIT As Long = 20

Private Server As Object
Private NotBefore As Date

' Returns what Python answers. Whatever goes wrong on the way gives #VALUE!: no message box, no text in a cell.
Private Function Answer(ByVal functionName As String, ByVal values As Variant) As Variant
    Dim starting As Boolean
    Dim repeated As Boolean
    Answer = CVErr(xlErrValue)
    If Now < NotBefore Then Exit Function
    On Error GoTo Failed
Again:
    If Server Is Nothing Then
        starting = True
        Set Server = StartedServer()
        starting = False
    End If
    ' In parentheses, or Excel would have the arguments sent back as well.
    Answer = AsCells(Server.CallUDF("{module}", (functionName), (values)))
    Exit Function
Failed:
    Answer = CVErr(xlErrValue)
    ' What cannot be handed over spoils its own cell.
    If IsAlive() Then Exit Function
    Set Server = Nothing
    If starting Or repeated Then
        ' A long sheet would otherwise wait in every cell for a Python that does not start.
        NotBefore = Now + TimeSerial(0, 0, SECONDS_TO_WAIT)
    Else
        ' Python may have been ended since the last call.
        repeated = True
        Resume Again
    End If
End Function

Private Function IsAlive() As Boolean
    On Error Resume Next
    If Not Server Is Nothing Then IsAlive = Server.Bool(True)
End Function

Private Function StartedServer() As Object
    Dim python As String
    Dim started As Variant
    python = Interpreter()
    LoadLibrary python
    If XLPyDLLActivateAuto(started, """" & python & """ " & ARGUMENTS, 1) <> 0 Then
        Err.Raise vbObjectError + 1, "xlfuncs", CStr(started)
    End If
    Set StartedServer = started
End Function

' Returns the Python that `xlfuncs install excel` named, from the user's own settings and from nowhere else: not from the
' active workbook or its folder, which may be a stranger's.
Private Function Interpreter() As String
    Dim file As Integer
    Dim key As String
    Dim value As String
    Dim failure As Long
    file = FreeFile
    Open Environ$("USERPROFILE") & SETTINGS For Input As #file
    On Error GoTo Done
    Do While Not EOF(file)
        Input #file, key, value
        If UCase$(key) = "{interpreter}" Then Interpreter = value
    Loop
Done:
    failure = Err.Number
    Close #file
    ' A blank line at the end is an error too, but no harm.
    If failure <> 0 And Interpreter = "" Then Err.Raise failure
End Function

' Loads xlwings' DLL, which pip puts into the folder of the interpreter or, of a venv, into the one above.
Private Sub LoadLibrary(ByVal python As String)
    Dim folder As String
    folder = ParentFolder(python)
    If LoadLibraryW(StrPtr(folder & "\" & LIBRARY)) <> 0 Then Exit Sub
    If LoadLibraryW(StrPtr(ParentFolder(folder) & "\" & LIBRARY)) <> 0 Then Exit Sub
    Err.Raise vbObjectError + 2, "xlfuncs", LIBRARY & " is not beside " & python
End Sub

Private Function ParentFolder(ByVal path As String) As String
    ParentFolder = Left$(path, InStrRev(path, "\") - 1)
End Function

' Returns what Python needs of an argument: the cells' values without the range, which it would have to ask for again
' and again, and without their formats, which would make dates and currency of numbers.
Private Function Contents(Optional ByVal argument As Variant) As Variant
    If IsMissing(argument) Then
        Contents = Empty
    ElseIf Not IsObject(argument) Then
        Contents = argument
    ElseIf argument.Areas.Count > 1 Then
        Contents = CVErr(xlErrValue)
    Else
        Contents = argument.Value2
    End If
End Function

Private Function AsCells(ByVal answered As Variant) As Variant
    Dim row As Long
    Dim column As Long
    Select Case Dimensions(answered)
    Case 0
        answered = AsCell(answered)
    Case 1
        For column = LBound(answered) To UBound(answered)
            answered(column) = AsCell(answered(column))
        Next column
    Case Else
        For row = LBound(answered, 1) To UBound(answered, 1)
            For column = LBound(answered, 2) To UBound(answered, 2)
                answered(row, column) = AsCell(answered(row, column))
            Next column
        Next row
    End Select
    AsCells = answered
End Function

Private Function Dimensions(ByRef value As Variant) As Long
    Dim bound As Long
    If Not IsArray(value) Then Exit Function
    Dimensions = 1
    On Error Resume Next
    bound = UBound(value, 2)
    If Err.Number = 0 Then Dimensions = 2
End Function

' COM has no error values: Python writes "#NUM!", or "#NUM! c_in must be > 0 mM, got -5" where there is room for it.
Private Function AsCell(ByVal value As Variant) As Variant
    AsCell = value
    If VarType(value) <> vbString Then Exit Function
    If Left$(value, 1) <> "#" Then Exit Function
    AsCell = CVErr(ErrorNumber(Split(value, " ")(0)))
End Function

Private Function ErrorNumber(ByVal kind As String) As Long
    Select Case kind
{error_cases}
    Case Else: ErrorNumber = xlErrValue
    End Select
End Function

' Units: concentrations mM, potentials mV (inside minus outside), temperatures in deg C (-20 to 120) or K (253.15 to
' 393.15), valences as a number with its sign or the symbol of an ion ("K+"). Every argument may be a range.

{functions}
