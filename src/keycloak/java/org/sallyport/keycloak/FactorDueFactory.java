package org.sallyport.keycloak;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** What Keycloak finds {@link FactorDue} by: the realm's flow names it {@value #ID}. */
public final class FactorDueFactory implements ConditionalAuthenticatorFactory {
    static final String ID = "sallyport-factor-due";

    @Override
    public ConditionalAuthenticator getSingleton() {
        return FactorDue.CONDITION;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Condition - the second factor is due";
    }

    @Override
    public String getHelpText() {
        return "True, but for an account without a factor that an admin prepared: with the required actions Update Password"
                + " and Configure OTP or Webauthn Register.";
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.DISABLED};
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope settings) {
        // It has none.
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        // It needs nothing of Keycloak's.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
