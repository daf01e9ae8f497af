// The ready pages of @daveyplate/better-auth-ui, put on a site as its documentation does: the provider around everything, the pages
// of the door at /auth/…, those of the account at /account/…, and a home.
import { AccountView, AuthUIProvider, AuthView } from "@daveyplate/better-auth-ui";
import { passkeyClient } from "@better-auth/passkey/client";
import { twoFactorClient } from "better-auth/client/plugins";
import { createAuthClient } from "better-auth/react";
import { createRoot } from "react-dom/client";
import { Toaster } from "sonner";

const authClient = createAuthClient({
  plugins: [twoFactorClient({ onTwoFactorRedirect: () => location.assign("/auth/two-factor") }), passkeyClient()],
});

function Page() {
  const { pathname } = location;
  if (pathname.startsWith("/auth/")) return <AuthView pathname={pathname} />;
  if (pathname.startsWith("/account/")) return <AccountView pathname={pathname} />;
  return <h1>Home</h1>;
}

createRoot(document.getElementById("pages")).render(
  <AuthUIProvider authClient={authClient} twoFactor={["totp"]} passkey>
    <main className="mx-auto flex max-w-4xl flex-col items-center p-6"><Page /></main>
    <Toaster />
  </AuthUIProvider>,
);
