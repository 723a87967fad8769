package predict

import buildcontext "github.com/buildctx/buildctx/context"

// classic sends all that the rules leave, in a tar.
func classic() *model {
	return &model{
		sent:            func(p *Prediction) *buildcontext.View { return p.Eligible },
		lacks:           noSuchFile,
		transfers:       (*transferring).classic,
		sendsDockerfile: true,
		sizelessLinks:   true,
	}
}
