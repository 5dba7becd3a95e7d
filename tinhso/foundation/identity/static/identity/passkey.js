/* Passkeys: shows the forms that need them and hands them to allauth's functions. Nothing inline. */
(function () {
  if (!window.PublicKeyCredential || !window.allauth) return
  const makers = window.allauth.webauthn.forms
  document.querySelectorAll('form[data-passkey]').forEach(function (form) {
    const kind = form.dataset.passkey
    const credential = form.querySelector('input[name="credential"]')
    const ids = { credential: credential.id, data: 'js_data' }
    if (kind === 'login') {
      ids.login = form.querySelector('button').id
      makers.loginForm({ ids })
    } else if (kind === 'add') {
      ids.add = form.dataset.button
      const box = form.querySelector('input[name="passwordless"]')
      if (box) ids.passwordless = box.id
      makers.addForm({ ids })
    } else {
      ids.authenticate = form.dataset.button
      makers.authenticateForm({ ids })
    }
    form.hidden = false
  })
})()
