// Says on the page that a passkey did not work, instead of only in the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("passkey_failed");
  if (said) said.hidden = false;
});
