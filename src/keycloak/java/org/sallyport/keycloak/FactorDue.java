package org.sallyport.keycloak;

import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Whether a sign-in must show its second factor: always, but for an account that an admin prepared (a password to be
 * replaced, and a factor to be set up) and that holds nothing but a password yet. So nobody sets up a factor with a
 * password alone, and an account whose factor was taken away stays shut until it is prepared anew.
 */
final class FactorDue implements ConditionalAuthenticator {
    static final FactorDue CONDITION = new FactorDue();

    private static final Set<String> SETS_UP_A_FACTOR =
            Set.of(RequiredAction.CONFIGURE_TOTP.name(), "webauthn-register");
    /** Passwords that were, which the policy forbids to choose again, are credentials of their own. */
    private static final Set<String> PASSWORDS =
            Set.of(PasswordCredentialModel.TYPE, PasswordCredentialModel.PASSWORD_HISTORY);

    private FactorDue() {}

    @Override
    public boolean matchCondition(AuthenticationFlowContext context) {
        return !(isPrepared(context.getUser()) && holdsOnlyAPassword(context.getUser()));
    }

    private static boolean isPrepared(UserModel user) {
        Set<String> actions = user.getRequiredActionsStream().collect(Collectors.toSet());
        return actions.contains(RequiredAction.UPDATE_PASSWORD.name())
                && actions.stream().anyMatch(SETS_UP_A_FACTOR::contains);
    }

    private static boolean holdsOnlyAPassword(UserModel user) {
        return user.credentialManager()
                .getCredentials()
                .map(CredentialModel::getType)
                .allMatch(PASSWORDS::contains);
    }

    /** The password comes first, and with it the account. */
    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        throw new UnsupportedOperationException("a condition has no page");
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        throw new UnsupportedOperationException("a condition sets nothing up");
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
