// The functions that Excel calls. One line for each follows this file, made from the list of functions.

function associate(name, result, layouts) {
  CustomFunctions.associate(name, (...args) => {
    const invocation = args[layouts.length];
    return answered(name, result, layouts, args.slice(0, layouts.length), invocation);
  });
}

async function answered(name, result, layouts, args, invocation) {
  const { sent, rows } = withoutBlankRows(args, result, layouts);
  const entry = ask(name, sent);
  if (invocation) {
    invocation.onCanceled = () => withdraw(entry);
  }
  let answer;
  try {
    answer = await entry.answer;
  } catch (failure) {
    throw excelError("Value", failure.message);
  }
  return toExcel(answer, rows);
}
