// What Microsoft's office.js says within Excel; elsewhere it waits for Excel for ever.
(() => {
  const { runtime, platform } = window.excelSettings;
  const about = { host: "Excel", platform };
  window.Office.onReady = (callback) => Promise.resolve(about).then((info) => (callback?.(info), info));
  const isSetSupported = (set, version = "1.1") =>
    set === "CustomFunctionsRuntime" ? Number(version) <= runtime : true;
  const context = { ...about, requirements: { isSetSupported }, document: {}, officeTheme: undefined };
  OSF._OfficeAppFactory.setContext(context);
  window.Office.auth = window.excelSettings.auth ?? {};
})();
