// Excel, as far as its custom functions' runtime can tell: the bridge by which they speak to one another. Microsoft's
// runtime itself is real: it calls the functions, takes their results and sends them here as it would to Excel.
(() => {
  const INVOCATION = 1000;
  const CANCELLATION = 1001;
  const CANCELABLE = 1;
  const RICH_DATA = 8;
  const wanted = new Map();
  let nextId = 1;

  const bridge = {
    onMessageFromHost: null,
    sendMessageToHost(text) {
      const { id, message } = JSON.parse(text);
      const actions = message.body.Actions;
      actions.forEach(takeResults);
      const results = actions.map((action) => ({ ActionId: action.Id, Value: valueOf(action) }));
      const body = JSON.stringify({ Results: results });
      toRuntime({ id, type: 1, message: { statusCode: 200, headers: {}, body } });
    },
  };
  window._richApiNativeBridge = bridge;

  // As Excel now has them; the second lets results go out more often.
  function valueOf(action) {
    return action.Name === "_GetEnabledFeatures" ? [1, 2, 3, 4] : null;
  }

  function toRuntime(message) {
    const text = JSON.stringify(message);
    setTimeout(() => bridge.onMessageFromHost(text), 0);
  }

  function takeResults(action) {
    if (action.Name !== "SetInvocationArrayResults") {
      return;
    }
    for (const [id, succeeded, value, code] of action.ArgumentInfo.Arguments[0]) {
      wanted.get(id)?.({ succeeded, value, code });
      wanted.delete(id);
    }
  }

  function entry(kind, message) {
    return [1, kind, "", JSON.stringify(message), null];
  }

  function send(entries) {
    toRuntime({ type: 3, message: { entries } });
  }

  // What a cell holds besides plain values crosses the bridge as the text of its JSON.
  function crossing(argument) {
    if (Array.isArray(argument)) {
      return argument.map(crossing);
    }
    return typeof argument === "object" && argument !== null ? { value: JSON.stringify(argument) } : argument;
  }

  window.excel = {
    // Calculates cells of one recalculation; returns what the runtime hands back for each.
    calculate(calls) {
      const ids = calls.map(() => nextId++);
      const results = ids.map((id) => new Promise((resolve) => wanted.set(id, resolve)));
      send(
        calls.map(([name, args], i) =>
          entry(INVOCATION, [ids[i], name, args.map(crossing), `Sheet1!A${i + 1}`, CANCELABLE | RICH_DATA]),
        ),
      );
      return Promise.all(results);
    },
    // Starts calculations and gives them up: nobody waits for them.
    calculateAndCancel(calls) {
      const first = nextId;
      this.calculate(calls);
      send(calls.map((_, i) => entry(CANCELLATION, { invocationId: first + i })));
    },
  };
})();
