// What to send as the Authorization header; the pane asks here as well.

const TOKEN_KEY = "xlfuncs-token";
const RENEW_BEFORE_MS = 5 * 60_000;
const SIGN_IN_MS = 120_000; // time to answer a prompt; Excel itself may wait for ever
const NO_TOKEN = "This server wants its access token: open the xlfuncs pane (Home › xlfuncs) and type it";

let session = null; // what the server wants, as a promise
let signingIn = null; // Excel's token, as a promise, while Excel is asked for it
let signedIn = { token: "", renewAt: 0 };

async function xlfuncsAuthorization() {
  session ??= exchange("/xlfuncs/session.json");
  const { auth } = await session.catch((failure) => {
    session = null;
    throw failure;
  });
  if (auth === "token") {
    return `Bearer ${await storedToken()}`;
  }
  return auth === "entraid" ? `Bearer ${await excelToken()}` : "";
}

globalThis.xlfuncsAuthorization = xlfuncsAuthorization;

// After a 401: the token may be too old, or the server started anew with other rules.
function forgetAuthorization() {
  session = null;
  signedIn = { token: "", renewAt: 0 };
}

// The pane keeps it in a variable as well, in case that a browser keeps no data of a page in another's frame.
async function storedToken() {
  let token = globalThis.xlfuncsToken || readLocalStorage();
  if (token === undefined) {
    token = await globalThis.OfficeRuntime?.storage?.getItem(TOKEN_KEY);
  }
  if (!token || !/^[\x21-\x7e]+$/.test(token)) {
    throw new Refusal(NO_TOKEN); // nothing else can be sent in a header, and no server's token is such
  }
  return token;
}

// Undefined where there is no storage: Excel can run functions without a browser, and a browser can forbid it.
function readLocalStorage() {
  try {
    return globalThis.localStorage?.getItem(TOKEN_KEY);
  } catch {
    return undefined;
  }
}

async function excelToken() {
  if (Date.now() >= signedIn.renewAt) {
    signingIn ??= signIn().finally(() => {
      signingIn = null;
    });
    signedIn = await signingIn;
  }
  return signedIn.token;
}

async function signIn() {
  const auth = globalThis.Office?.auth ?? globalThis.OfficeRuntime?.auth;
  try {
    const asked = auth.getAccessToken({ allowSignInPrompt: true, allowConsentPrompt: true });
    const token = await Promise.race([asked, tooLate()]);
    return { token, renewAt: expiryOf(token) - RENEW_BEFORE_MS };
  } catch (error) {
    const number = error?.code === undefined ? "" : ` (${error.code})`;
    throw new Refusal(`Excel could not sign in to this server: ${error?.message ?? error}${number}`);
  }
}

function tooLate() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${SIGN_IN_MS / 1000} s`)), SIGN_IN_MS);
  });
}

// The time in ms at which a token ends; 0, and so never kept, where it does not say.
function expiryOf(token) {
  try {
    const claims = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(claims)).exp * 1000 || 0;
  } catch {
    return 0;
  }
}
